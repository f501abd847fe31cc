import { OrderSubmitted } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Buy-now orders hold no cart. */
export const closeCartWhenOrderSubmitted = on(
  OrderSubmitted,
  ({ commands }: House) =>
    async ({ cart, orderId, lines }, door) =>
      cart ? commands.closeCart(door, { ...cart, orderId, lines }) : undefined,
);
