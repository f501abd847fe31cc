import type { ProductVariantResolvers } from '../generated/resolvers-types.ts';

export const ProductVariant: ProductVariantResolvers = {
  availability: ({ id }, _, { loaders }) => loaders.availability.load(id),
  inventoryItems: ({ id }, _, { loaders }) => loaders.itemsOfVariant.load(id),
};
