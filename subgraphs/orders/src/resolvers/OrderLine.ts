import type { OrderLineResolvers } from '../generated/resolvers-types.ts';

export const OrderLine: OrderLineResolvers = {
  variant: ({ variantId }) => ({ __typename: 'ProductVariant', id: variantId }),
  taxTotal: ({ tax }) => tax,
};
