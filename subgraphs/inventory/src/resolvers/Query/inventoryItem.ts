import type { QueryResolvers } from '../../generated/resolvers-types.ts';

export const inventoryItem: QueryResolvers['inventoryItem'] = (_, { id }, { loaders }) => loaders.item.load(id);
