import type { OutOfStockLineResolvers } from '../generated/resolvers-types.ts';

export const OutOfStockLine: OutOfStockLineResolvers = {
  variant: ({ variantId }) => ({ __typename: 'ProductVariant', id: variantId }),
  quantityRequested: ({ requested }) => requested,
  quantityAvailable: ({ available }) => available,
};
