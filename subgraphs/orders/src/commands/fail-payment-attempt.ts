import type { PaymentAttemptId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { failAttempt } from '../domain/confirm.ts';

/** An attempt to pay failed; the order goes on waiting. */
export const failPaymentAttempt =
  ({ orders }: Rooms) =>
  (door: Door, { orderId, paymentAttemptId }: { orderId: string; paymentAttemptId: PaymentAttemptId }) =>
    orders.update(orderId, { door }, failAttempt(paymentAttemptId));
