import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayPay } from '../domain/access.ts';
import type { PaymentMethod } from '../domain/payment.ts';
import { startAttempt } from '../domain/start-attempt.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

export interface StartPayment {
  readonly orderId: string;
  readonly method: PaymentMethod;
}

/** The buyer begins another attempt. */
export const startPayment =
  ({ payments }: Rooms) =>
  (door: Door, { orderId, method }: StartPayment) =>
    updatePaymentOf(
      payments,
      { door, orderId, allow: mayPay(door.caller) },
      startAttempt({ method, at: door.at, newId }),
    );
