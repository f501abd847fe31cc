import { connectionOf, type PageRequest } from '@stoa/subgraph-kit';
import type { Context } from '../context.ts';
import type { Order } from '../domain/order.ts';
import type { OrderConnectionResolvers } from '../generated/resolvers-types.ts';
import type { OrderFilter } from '../persistence/order-reader.ts';

export const OrderConnection: OrderConnectionResolvers = { totalCount: ({ count }) => count() };

/** A page of orders, loaded in one batch; the count is taken only when it is asked for. */
export const orderConnection = async (
  { rooms, loaders }: Context,
  scope: { buyerId?: string },
  filter: OrderFilter,
  page: PageRequest,
) => {
  const ids = await rooms.reader.page(scope, filter, page);
  const orders = (await loaders.order.loadMany(ids)).filter(isOrder);
  return {
    ...connectionOf(orders, page, (order) => [order.id]),
    count: () => rooms.reader.count(scope, filter),
  };
};

const isOrder = (loaded: Order | Error | null): loaded is Order => {
  if (loaded instanceof Error) throw loaded;
  return loaded !== null;
};
