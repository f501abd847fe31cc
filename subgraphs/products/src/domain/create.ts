import type { CategoryId, ProductId, ShopId } from '@stoa/contracts';
import { changed } from '@stoa/kernel';
import { productCreated } from './product-events.ts';
import type { DraftProduct, Variant } from './product.ts';

export interface Creation {
  readonly id: ProductId;
  readonly shopId: ShopId;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string | null;
  readonly tags: readonly string[];
  readonly categoryId: CategoryId | null;
  readonly variants: readonly Variant[];
  readonly at: Date;
}

/** A product begins as a draft, with what can be bought. */
export const create = ({ at, ...creation }: Creation) => {
  const product: DraftProduct = {
    ...creation,
    version: 1,
    status: 'DRAFT',
    images: [],
    createdAt: at,
    publishedAt: null,
  };
  return changed(product, [productCreated(product)]);
};
