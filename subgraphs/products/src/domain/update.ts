import type { CategoryId } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { productChanged } from './product-events.ts';
import type { Product } from './product.ts';
import type { Texts } from './texts.ts';

export interface Changes extends Texts {
  readonly categoryId?: CategoryId | undefined;
}

/** What is absent stays. */
export const update =
  (changes: Changes): Decide<Product, Announcement, never> =>
  (product) => {
    const next: Product = {
      ...product,
      title: changes.title ?? product.title,
      handle: changes.handle ?? product.handle,
      description: changes.description ?? product.description,
      brand: changes.brand === undefined ? product.brand : changes.brand,
      tags: changes.tags ?? product.tags,
      categoryId: changes.categoryId ?? product.categoryId,
    };
    return isSame(next, product) ? unchanged(product) : changed(next, [productChanged(next)]);
  };

const isSame = (next: Product, product: Product) =>
  next.title === product.title &&
  next.handle === product.handle &&
  next.description === product.description &&
  next.brand === product.brand &&
  next.categoryId === product.categoryId &&
  next.tags.join('\n') === product.tags.join('\n');
