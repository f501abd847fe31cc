import {
  changed,
  invalidInput,
  refused,
  unchanged,
  type Announcement,
  type Decide,
  type Id,
  type InvalidInput,
} from '@stoa/kernel';
import type { Picture } from './picture.ts';
import { productChanged } from './product-events.ts';
import type { Product } from './product.ts';

const MOST_IMAGES = 20;

export interface NewImage {
  readonly id: Id<'img'>;
  /** Where its bytes are kept: the same picture always at the same place. */
  readonly mediaId: string;
  readonly alt: string;
  readonly picture: Picture;
}

/** Adds a picture as the last one; the very same picture again changes nothing. */
export const addImage =
  ({
    id,
    mediaId,
    alt,
    picture: { contentType, bytes, width, height },
  }: NewImage): Decide<Product, Announcement, InvalidInput> =>
  (product) => {
    if (product.images.some((image) => image.mediaId === mediaId)) return unchanged(product);
    if (product.images.length >= MOST_IMAGES)
      return refused(invalidInput('productId', `It has ${MOST_IMAGES} pictures.`));
    const image = { id, mediaId, alt, width, height, upload: { contentType, bytes } };
    const next: Product = { ...product, images: [...product.images, image] };
    return changed(next, [productChanged(next)]);
  };

/** Takes a picture away; twice is not an error. */
export const removeImage =
  (imageId: string): Decide<Product, Announcement, never> =>
  (product) => {
    const images = product.images.filter(({ id }) => id !== imageId);
    if (images.length === product.images.length) return unchanged(product);
    const next: Product = { ...product, images };
    return changed(next, [productChanged(next)]);
  };
