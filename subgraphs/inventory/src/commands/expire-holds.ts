import type { Door } from '@stoa/messaging';
import { expire } from '../domain/release.ts';
import type { Rooms } from '../rooms.ts';

/** Ends up to `limit` holds that nobody confirmed in time. Answers how many. */
export const expireHolds =
  ({ reservations }: Rooms) =>
  async (door: Door, { limit }: { readonly limit: number }): Promise<number> => {
    const orderIds = await reservations.heldUntil(door.at, limit);
    for (const orderId of orderIds) await reservations.update(door, orderId, expire(door.at));
    return orderIds.length;
  };
