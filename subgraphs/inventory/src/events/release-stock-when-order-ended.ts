import { OrderCancelled, OrderExpired } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Called off, also after it was placed, or not paid in time. */
export const releaseStockWhenOrderEnded = [
  on(
    OrderCancelled,
    ({ commands }: House) =>
      ({ orderId }, door) =>
        commands.releaseStock(door, { orderId, because: 'CANCELLED' }),
  ),
  on(
    OrderExpired,
    ({ commands }: House) =>
      ({ orderId }, door) =>
        commands.releaseStock(door, { orderId, because: 'EXPIRED' }),
  ),
];
