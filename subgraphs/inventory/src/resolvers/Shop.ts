import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { ShopResolvers } from '../generated/resolvers-types.ts';

export const Shop: ShopResolvers = {
  locations: async ({ id }, _, { loaders }) =>
    (await loaders.shopIds()).includes(id) ? loaders.locationsOfShop.load(id) : null,
  inventoryItems: async ({ id }, page, { rooms, loaders }) => {
    if (!(await loaders.shopIds()).includes(id)) return null;
    const request = pageRequest(page);
    const items = await rooms.reader.itemsOfShop(id, request);
    return { ...connectionOf(items, request, (item) => [item.id]), totalCount: null };
  },
};
