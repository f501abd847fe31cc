import type { LocationResolvers } from '../generated/resolvers-types.ts';

export const Location: LocationResolvers = { shop: ({ shopId }) => ({ id: shopId }) };
