import type { Door } from '@stoa/messaging';
import { expire } from '../domain/close.ts';
import type { Rooms } from '../rooms.ts';

/** Starts to close up to `limit` orders whose time to pay is over. Answers how many. */
export const expireUnpaidOrders =
  ({ orders, reader }: Rooms) =>
  async (door: Door, { limit }: { limit: number }): Promise<number> => {
    const orderIds = await reader.unpaidUntil(door.at, limit);
    for (const orderId of orderIds) await orders.update(orderId, { door }, expire(door.at));
    return orderIds.length;
  };
