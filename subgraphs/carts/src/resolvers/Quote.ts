import type { QuoteResolvers } from '../generated/resolvers-types.ts';

export const Quote: QuoteResolvers = {
  lines: ({ lines }) => [...lines],
  deliveries: ({ deliveries }) => [...deliveries],
};
