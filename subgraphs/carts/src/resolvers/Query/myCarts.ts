import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { Cart } from '../../domain/cart.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const myCarts: QueryResolvers['myCarts'] = async (_, page, { caller, rooms, loaders }) => {
  if (!caller.user) return null;
  const request = pageRequest(page);
  const carts = await loaders.cart.loadMany(await rooms.reader.page(caller.user.id, request));
  return { ...connectionOf(carts.filter(isCart), request, (cart) => [cart.id]), totalCount: null };
};

const isCart = (loaded: Cart | Error | null): loaded is Cart => {
  if (loaded instanceof Error) throw loaded;
  return loaded !== null;
};
