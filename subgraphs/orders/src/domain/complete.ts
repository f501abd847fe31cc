import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import type { CompletedOrder, Order } from './order.ts';
import { orderCompleted } from './order-events.ts';

/** How long a buyer may send goods back after the last delivery. */
export const RETURN_WINDOW_MS = 14 * 24 * 3_600_000;

/** A delivered order is complete once its return window is over. */
export const complete =
  (at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    if (order.status !== 'PLACED' || !order.deliveredAt) return unchanged(order);
    if (order.deliveredAt.getTime() + RETURN_WINDOW_MS > at.getTime()) return unchanged(order);
    const completed: CompletedOrder = {
      ...order,
      status: 'COMPLETED',
      deliveredAt: order.deliveredAt,
      completedAt: at,
    };
    return changed(completed, [orderCompleted(completed)]);
  };
