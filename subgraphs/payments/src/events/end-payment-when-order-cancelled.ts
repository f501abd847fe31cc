import { OrderCancelled } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const endPaymentWhenOrderCancelled = on(
  OrderCancelled,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.endPayment(door, { orderId }),
);
