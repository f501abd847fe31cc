import type { OrderResolvers } from '../generated/resolvers-types.ts';

export const Order: OrderResolvers = {
  payment: ({ id }, _, { loaders }) => loaders.paymentOfOrder.load(id),
};
