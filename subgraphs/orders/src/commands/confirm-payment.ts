import type { PaymentAttemptId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { confirm } from '../domain/confirm.ts';

export interface ConfirmPayment {
  readonly orderId: string;
  readonly paymentAttemptId: PaymentAttemptId;
  readonly authorizedMinor?: number;
  readonly capturedMinor?: number;
}

/** Money arrived or is promised: the order is placed, or the late money goes back. */
export const confirmPayment =
  ({ orders }: Rooms) =>
  (door: Door, { orderId, ...paid }: ConfirmPayment) =>
    orders.update(orderId, { door }, confirm({ ...paid, at: door.at, newId }));
