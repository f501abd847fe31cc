import { ok, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { reprice } from '../domain/reprice.ts';
import type { FollowedProduct } from '../persistence/variant-listings.ts';

/** How many carts are locked and loaded together. */
const BATCH = 100;

/** A product changed: the price copies are renewed, and every open cart that holds one of its changed variants tells it. */
export const followProduct =
  (rooms: Rooms) =>
  async (door: Door, product: FollowedProduct): Promise<Result<undefined, never>> =>
    repriceCartsWith(rooms, door, await rooms.listings.replace(door, product));

/** A product is not sold any more. */
export const withdrawProduct =
  (rooms: Rooms) =>
  async (door: Door, { productId }: { readonly productId: string }): Promise<Result<undefined, never>> =>
    repriceCartsWith(rooms, door, await rooms.listings.withdraw(door, productId));

async function repriceCartsWith(
  { carts }: Rooms,
  door: Door,
  variantIds: readonly string[],
): Promise<Result<undefined, never>> {
  const ids = variantIds.length === 0 ? [] : await carts.openIdsWith(variantIds, door);
  // In id order over all batches, as everything locks carts: one event may touch thousands.
  for (let from = 0; from < ids.length; from += BATCH) {
    const repriced = await carts.updateAll(ids.slice(from, from + BATCH), { door }, reprice);
    if (!repriced.ok) throw new Error(`A cart is gone: ${JSON.stringify(repriced.failure)}`);
  }
  return ok(undefined);
}
