import type { QuoteDeliveryResolvers } from '../generated/resolvers-types.ts';

export const QuoteDelivery: QuoteDeliveryResolvers = {
  shop: ({ shopId }) => ({ __typename: 'Shop', id: shopId }),
  options: ({ options }) => [...options],
};
