import { ProductArchived, ProductChanged, ProductCreated, ProductPublished } from '@stoa/contracts';
import { listingTitle, type Product } from './product.ts';

/** The whole of what buyers may buy: a listener replaces what it knew. */
const listingOf = (product: Product) => ({
  productId: product.id,
  shopId: product.shopId,
  title: product.title,
  variants: product.variants.map((variant) => ({
    variantId: variant.id,
    sku: variant.sku,
    title: listingTitle(product, variant),
    price: variant.price,
  })),
});

export const productCreated = (product: Product) => ProductCreated.of(listingOf(product));

export const productPublished = (product: Product) => ProductPublished.of(listingOf(product));

export const productChanged = (product: Product) =>
  ProductChanged.of({ ...listingOf(product), isPublished: product.status === 'PUBLISHED' });

export const productArchived = ({ id, shopId, variants }: Product) =>
  ProductArchived.of({ productId: id, shopId, variantIds: variants.map((variant) => variant.id) });
