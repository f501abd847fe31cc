import type { ResolveReferences } from '@stoa/subgraph-kit';
import type { Context } from './context.ts';

/** How entities of this domain are loaded by their keys, one batch per type. Shop is only extended here. */
export const references: Readonly<Record<string, ResolveReferences<Context>>> = {
  Order: (representations, { loaders }) => loaders.order.loadMany(representations.map(({ id }) => id)),
  SellerOrder: async (representations, { rooms, loaders }) => {
    const orderIds = await rooms.reader.orderIdsOfSellerOrders(representations.map(({ id }) => id));
    return Promise.all(
      representations.map(async ({ id }) => {
        const orderId = orderIds.get(id);
        const order = orderId === undefined ? null : await loaders.order.load(orderId);
        const part = order?.sellerOrders.find((candidate) => candidate.id === id);
        return order && part ? { order, part } : null;
      }),
    );
  },
};
