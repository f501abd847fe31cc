import { PaymentAuthorized } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const placeOrderWhenPaymentAuthorized = on(
  PaymentAuthorized,
  ({ commands }: House) =>
    ({ orderId, paymentAttemptId, authorizedTotal }, door) =>
      commands.confirmPayment(door, { orderId, paymentAttemptId, authorizedMinor: authorizedTotal.amountMinor }),
);
