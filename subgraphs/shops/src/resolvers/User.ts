import { hasRole, hasServiceScope } from '@stoa/kernel';
import type { ShopRole } from '../domain/shop.ts';
import type { UserResolvers } from '../generated/resolvers-types.ts';

export const User: UserResolvers = {
  shops: async ({ id }, _, { caller, loaders }) => {
    const maySee = caller.user?.id === id || hasRole(caller, 'SUPPORT', 'ADMIN') || hasServiceScope(caller, 'internal');
    if (!maySee) return null;
    const memberships = await loaders.memberships.load(id);
    const shops = await loaders.shop.loadMany(memberships.map(({ shopId }) => shopId));
    return memberships.flatMap(({ role }, index) => {
      const shop = shops[index];
      if (shop instanceof Error) throw shop;
      return shop ? [{ shop, role: role as ShopRole }] : [];
    });
  },
};
