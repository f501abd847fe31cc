import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { categoryId, moneyValue, productId, shopId, variantId } from '../values.ts';

const variantListing = z.object({
  variantId,
  sku: z.string(),
  /** The product's title with the variant's options, as a line in a cart shows it. */
  title: z.string(),
  price: moneyValue,
});

/** The whole of what buyers may buy now: a listener replaces what it knew of this product. */
const listing = z.object({ productId, shopId, title: z.string(), variants: z.array(variantListing) });

const aboutProduct = {
  version: 1,
  topic: 'products',
  aggregateId: (p: { productId: string }) => p.productId,
} as const;

export const ProductCreated = defineEvent({
  ...aboutProduct,
  type: 'ProductCreated',
  keys: (p) => ({ shopIds: [p.shopId], variantIds: p.variants.map((variant) => variant.variantId) }),
  payload: listing,
});

export const ProductPublished = defineEvent({
  ...aboutProduct,
  type: 'ProductPublished',
  keys: (p) => ({ shopIds: [p.shopId], variantIds: p.variants.map((variant) => variant.variantId) }),
  payload: listing,
});

/** A change of a product in any status; `isPublished` says whether buyers see it. */
export const ProductChanged = defineEvent({
  ...aboutProduct,
  type: 'ProductChanged',
  keys: (p) => ({ shopIds: [p.shopId], variantIds: p.variants.map((variant) => variant.variantId) }),
  payload: listing.extend({ isPublished: z.boolean() }),
});

export const ProductArchived = defineEvent({
  ...aboutProduct,
  type: 'ProductArchived',
  keys: (p) => ({ shopIds: [p.shopId], variantIds: p.variantIds }),
  payload: z.object({ productId, shopId, variantIds: z.array(variantId) }),
});

export const CategoryCreated = defineEvent({
  type: 'CategoryCreated',
  version: 1,
  topic: 'products',
  aggregateId: (p) => p.categoryId,
  payload: z.object({ categoryId, parentId: categoryId.nullable(), slug: z.string(), name: z.string() }),
});
