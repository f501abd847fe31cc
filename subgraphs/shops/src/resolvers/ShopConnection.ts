import type { ShopConnectionResolvers } from '../generated/resolvers-types.ts';

export const ShopConnection: ShopConnectionResolvers = { totalCount: ({ count }) => count() };
