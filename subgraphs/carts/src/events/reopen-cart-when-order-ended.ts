import { OrderCancelled, OrderExpired } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Called off or not paid in time. What was placed was bought: its cart stays closed whatever becomes of the order. */
export const reopenCartWhenOrderEnded = [
  on(
    OrderCancelled,
    ({ commands }: House) =>
      async ({ cartId, orderId, wasPlaced }, door) =>
        cartId && !wasPlaced ? commands.reopenCart(door, { cartId, orderId }) : undefined,
  ),
  on(
    OrderExpired,
    ({ commands }: House) =>
      async ({ cartId, orderId }, door) =>
        cartId ? commands.reopenCart(door, { cartId, orderId }) : undefined,
  ),
];
