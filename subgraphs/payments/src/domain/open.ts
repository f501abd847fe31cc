import { unchanged, type Announcement, type Decide, type Decision, type IdFactory, type Money } from '@stoa/kernel';
import type { OtherAttempt, PaidOrder, Payment, PaymentMethod } from './payment.ts';
import { changedPayment } from './payment-events.ts';

interface Submitted {
  readonly order: PaidOrder;
  readonly total: Money;
  readonly method: PaymentMethod;
  readonly at: Date;
  readonly newId: IdFactory;
}

/** An order exists: its payment is written down before any object at a provider. Nothing is asked yet. */
export const open = ({ order, total, method, at, newId }: Submitted): Decision<Payment, Announcement, never> =>
  changedPayment({
    id: newId('pay'),
    version: 1,
    order,
    total,
    method,
    phase: 'PENDING',
    attempts: [],
    refunds: [],
    transactions: [],
    createdAt: at,
  });

interface Now {
  readonly at: Date;
  readonly newId: IdFactory;
}

/** Stock is held: the first attempt comes with the order. */
export const askForMoney =
  (now: Now): Decide<Payment, Announcement, never> =>
  (payment) =>
    payment.phase === 'PENDING'
      ? changedPayment({ ...payment, phase: 'OPEN', attempts: [newAttempt(payment, payment.method, now)] })
      : unchanged(payment);

export const newAttempt = (payment: Payment, method: PaymentMethod, { at, newId }: Now): OtherAttempt => ({
  id: newId('patt'),
  status: 'CREATED',
  method,
  amount: payment.total,
  providerId: null,
  cancelRequestedAt: null,
  quarantine: null,
  createdAt: at,
});
