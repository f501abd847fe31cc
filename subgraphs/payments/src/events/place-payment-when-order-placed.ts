import { OrderPlaced } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const placePaymentWhenOrderPlaced = on(
  OrderPlaced,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.placePayment(door, { orderId }),
);
