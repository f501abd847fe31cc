import { newId, type Money } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { open } from '../domain/open.ts';
import type { PaidOrder, PaymentMethod } from '../domain/payment.ts';
import type { Rooms } from '../rooms.ts';

export interface OpenPayment {
  readonly order: PaidOrder;
  readonly total: Money;
  readonly method: PaymentMethod;
}

/** An order was submitted: its payment is written down, nothing is asked yet. */
export const openPayment =
  ({ payments }: Rooms) =>
  (door: Door, { order, total, method }: OpenPayment) =>
    payments.create(door, () => open({ order, total, method, at: door.at, newId }));
