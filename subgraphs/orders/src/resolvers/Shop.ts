import { hasRole } from '@stoa/kernel';
import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { ShopResolvers } from '../generated/resolvers-types.ts';

export const Shop: ShopResolvers = {
  orders: async ({ id }, { filter, ...page }, { caller, rooms, loaders }) => {
    const maySee = hasRole(caller, 'SUPPORT', 'ADMIN') || (await loaders.shopIds()).includes(id);
    if (!maySee) return null;
    const request = pageRequest(page);
    const rows = await rooms.reader.shopPage(id, filter ?? {}, request);
    const orders = await loaders.order.loadMany(rows.map((row) => row.orderId));
    const nodes = rows.flatMap((row, index) => {
      const order = orders[index];
      if (order instanceof Error) throw order;
      const part = order?.sellerOrders.find((candidate) => candidate.id === row.id);
      return order && part ? [{ order, part }] : [];
    });
    return { ...connectionOf(nodes, request, ({ part }) => [part.id]), totalCount: null };
  },
};
