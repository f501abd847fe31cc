import { codedError, connectionOf, pageRequest } from '@stoa/subgraph-kit';
import { availableAt } from '../domain/inventory-item.ts';
import type { InventoryItemResolvers } from '../generated/resolvers-types.ts';

export const InventoryItem: InventoryItemResolvers = {
  variant: ({ variantId }) => ({ id: variantId }),
  location: async ({ locationId }, _, { loaders }) => {
    const location = await loaders.location.load(locationId);
    if (!location) throw new Error(`The location ${locationId} of an item is gone`);
    return location;
  },
  available: availableAt,
  movements: async ({ id }, page, { loaders }) => {
    const request = pageRequest(page);
    if (request.cursor && !/^\d{1,18}$/.test(request.cursor[0] ?? ''))
      throw codedError('BAD_USER_INPUT', 'This is no cursor of this list.');
    const movements = await loaders.movements.load({ itemId: id, page: request });
    return { ...connectionOf(movements, request, (movement) => [String(movement.id)]), totalCount: null };
  },
};
