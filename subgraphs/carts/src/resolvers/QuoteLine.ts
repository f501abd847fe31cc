import type { QuoteLineResolvers } from '../generated/resolvers-types.ts';

export const QuoteLine: QuoteLineResolvers = {
  variant: ({ variantId }) => ({ __typename: 'ProductVariant', id: variantId }),
};
