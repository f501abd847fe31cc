import { PaymentCancelRequested } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const closePaymentWhenCancelRequested = on(
  PaymentCancelRequested,
  ({ commands }: House) =>
    ({ orderId }, door) =>
      commands.closePayment(door, { orderId }),
);
