import type { ShopMemberResolvers } from '../generated/resolvers-types.ts';

export const ShopMember: ShopMemberResolvers = { user: ({ userId }) => ({ id: userId }) };
