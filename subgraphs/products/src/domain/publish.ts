import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { productArchived, productPublished } from './product-events.ts';
import type { Product } from './product.ts';

/** Lets buyers see it. The day they first saw it stays when it comes back. */
export const publish =
  (at: Date): Decide<Product, Announcement, never> =>
  (product) => {
    switch (product.status) {
      case 'DRAFT':
      case 'ARCHIVED': {
        const next: Product = { ...product, status: 'PUBLISHED', publishedAt: product.publishedAt ?? at };
        return changed(next, [productPublished(next)]);
      }
      case 'PUBLISHED':
        return unchanged(product);
    }
  };

/** Takes it out of the catalogue. */
export const archive: Decide<Product, Announcement, never> = (product) => {
  switch (product.status) {
    case 'DRAFT':
    case 'PUBLISHED': {
      const next: Product = { ...product, status: 'ARCHIVED' };
      return changed(next, [productArchived(next)]);
    }
    case 'ARCHIVED':
      return unchanged(product);
  }
};
