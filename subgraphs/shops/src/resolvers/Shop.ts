import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import { maySeeInside } from '../domain/access.ts';
import { isOpen } from '../domain/shop.ts';
import type { ShopResolvers } from '../generated/resolvers-types.ts';

export const Shop: ShopResolvers = {
  isOpen,
  commissionBasisPoints: (shop, _, { caller }) => (maySeeInside(caller, shop) ? shop.commissionRate : null),
  deliveryRates: ({ deliveryRates }) => [...deliveryRates],
  members: (shop, _, { caller }) => (maySeeInside(caller, shop) ? [...shop.members] : null),
  balance: (shop, _, { caller, loaders }) => (maySeeInside(caller, shop) ? loaders.balance.load(shop.id) : null),
  ledger: async (shop, args, { caller, loaders }) => {
    if (!maySeeInside(caller, shop)) return null;
    const page = pageRequest(args);
    const rows = await loaders.ledger.load({ shopId: shop.id, page });
    return { ...connectionOf(rows, page, ({ id }) => [id]), totalCount: null };
  },
};
