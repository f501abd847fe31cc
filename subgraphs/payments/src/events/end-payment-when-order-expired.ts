import { OrderExpired } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const endPaymentWhenOrderExpired = on(
  OrderExpired,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.endPayment(door, { orderId }),
);
