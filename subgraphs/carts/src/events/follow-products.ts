import { ProductArchived, ProductChanged, ProductCreated, ProductPublished } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Keeps the copies of prices fresh; open carts that hold a variant whose price changed tell it. */
export const followProducts = [
  on(
    ProductCreated,
    ({ commands }: House) =>
      (product, door) =>
        commands.followProduct(door, { ...product, isPublished: false }),
  ),
  on(
    ProductPublished,
    ({ commands }: House) =>
      (product, door) =>
        commands.followProduct(door, { ...product, isPublished: true }),
  ),
  on(
    ProductChanged,
    ({ commands }: House) =>
      (product, door) =>
        commands.followProduct(door, product),
  ),
  on(
    ProductArchived,
    ({ commands }: House) =>
      (product, door) =>
        commands.withdrawProduct(door, product),
  ),
];
