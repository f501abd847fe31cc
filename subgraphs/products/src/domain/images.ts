import { createHash } from 'node:crypto';
import { changed, invalidInput, refused, unchanged, type Announcement, type Decide, type Id, type InvalidInput } from '@stoa/kernel';
import type { Picture } from './picture.ts';
import { productChanged } from './product-events.ts';
import type { Product } from './product.ts';

const MOST_IMAGES = 20;

/** Adds a picture as the last one; the very same picture again changes nothing. */
export const addImage =
  (id: Id<'img'>, { contentType, bytes, width, height }: Picture, alt: string): Decide<Product, Announcement, InvalidInput> =>
  (product) => {
    const mediaId = mediaIdOf(contentType, bytes);
    if (product.images.some((image) => image.mediaId === mediaId)) return unchanged(product);
    if (product.images.length >= MOST_IMAGES) return refused(invalidInput('productId', `It has ${MOST_IMAGES} pictures.`));
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

/** Where a picture's bytes are kept: the same picture always at the same place. */
export const mediaIdOf = (contentType: string, bytes: Buffer): string =>
  createHash('sha256').update(contentType).update('\n').update(bytes).digest('hex');
