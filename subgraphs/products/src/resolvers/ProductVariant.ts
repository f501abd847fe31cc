import { variantTitle } from '../domain/product.ts';
import type { ProductVariantResolvers } from '../generated/resolvers-types.ts';

export const ProductVariant: ProductVariantResolvers = {
  id: ({ variant }) => variant.id,
  sku: ({ variant }) => variant.sku,
  title: ({ product, variant }) => variantTitle(product, variant),
  selectedOptions: ({ variant }) => [...variant.options],
  barcode: ({ variant }) => variant.barcode,
  price: ({ variant }) => variant.price,
  compareAtPrice: ({ variant }) => variant.compareAtPrice,
  product: ({ product }) => product,
  image: ({ product }) => product.images[0] ?? null,
};
