import { ownerOf } from '../../domain/access.ts';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const activeCart: QueryResolvers['activeCart'] = async (_, _args, { caller, rooms, loaders }) => {
  const owner = ownerOf(caller);
  const id = owner && (await rooms.carts.activeIdOf(owner));
  return id === undefined ? null : loaders.cart.load(id);
};
