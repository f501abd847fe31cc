import type { Door } from '@stoa/messaging';
import { complete, RETURN_WINDOW_MS } from '../domain/complete.ts';
import type { Rooms } from '../rooms.ts';

/** Completes up to `limit` orders whose return window is over. Answers how many. */
export const completeDeliveredOrders =
  ({ orders, reader }: Rooms) =>
  async (door: Door, { limit }: { limit: number }): Promise<number> => {
    const orderIds = await reader.deliveredUntil(new Date(door.at.getTime() - RETURN_WINDOW_MS), limit);
    for (const orderId of orderIds) await orders.update(orderId, { door }, complete(door.at));
    return orderIds.length;
  };
