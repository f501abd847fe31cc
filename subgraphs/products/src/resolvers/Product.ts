import { optionsOf, priceRangeOf } from '../domain/product.ts';
import type { ProductResolvers } from '../generated/resolvers-types.ts';

export const Product: ProductResolvers = {
  tags: ({ tags }) => [...tags],
  shop: ({ shopId }) => ({ id: shopId }),
  category: ({ categoryId }, _, { loaders }) => (categoryId === null ? null : loaders.category.load(categoryId)),
  images: ({ images }) => [...images],
  options: optionsOf,
  variants: (product) => product.variants.map((variant) => ({ product, variant })),
  priceRange: priceRangeOf,
};
