import { PaymentCaptured } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const placeOrderWhenPaymentCaptured = on(
  PaymentCaptured,
  ({ commands }: House) =>
    ({ orderId, paymentAttemptId, capturedTotal }, door) =>
      commands.confirmPayment(door, { orderId, paymentAttemptId, capturedMinor: capturedTotal.amountMinor }),
);
