import { ProductChanged, ProductCreated, ProductPublished } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Keeps which shop sells which variant. */
export const followProducts = [
  on(
    ProductCreated,
    ({ variants }: House) =>
      (product, door) =>
        variants.follow(door, product),
  ),
  on(
    ProductPublished,
    ({ variants }: House) =>
      (product, door) =>
        variants.follow(door, product),
  ),
  on(
    ProductChanged,
    ({ variants }: House) =>
      (product, door) =>
        variants.follow(door, product),
  ),
];
