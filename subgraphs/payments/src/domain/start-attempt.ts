import { refused, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { callOffOpenAttempts } from './close.ts';
import { newAttempt } from './open.ts';
import { hasMoney, type Payment, type PaymentMethod, type Phase } from './payment.ts';
import { changedPayment } from './payment-events.ts';

/** The order does not await payment, or not any more. */
export interface NotPayable {
  readonly kind: 'NOT_PAYABLE';
  readonly state: Exclude<Phase, 'OPEN'> | 'PAID';
}
export interface MethodUnavailable {
  readonly kind: 'METHOD_UNAVAILABLE';
  readonly because: 'CHOSEN_WITH_THE_ORDER' | 'TOO_MANY_ATTEMPTS';
}

const MOST_ATTEMPTS = 20;

interface Start {
  readonly method: PaymentMethod;
  readonly at: Date;
  readonly newId: IdFactory;
}

/**
 * Another attempt. One that is still open is called off first: the new one waits, because two that are open at once could
 * both bring money.
 */
export const startAttempt =
  ({ method, at, newId }: Start): Decide<Payment, Announcement, NotPayable | MethodUnavailable> =>
  (payment) => {
    if (payment.phase !== 'OPEN') return refused({ kind: 'NOT_PAYABLE', state: payment.phase });
    if (payment.attempts.some((attempt) => hasMoney(attempt))) return refused({ kind: 'NOT_PAYABLE', state: 'PAID' });
    if (method === 'CASH_ON_DELIVERY') return refused({ kind: 'METHOD_UNAVAILABLE', because: 'CHOSEN_WITH_THE_ORDER' });
    if (payment.attempts.length >= MOST_ATTEMPTS)
      return refused({ kind: 'METHOD_UNAVAILABLE', because: 'TOO_MANY_ATTEMPTS' });
    const cleared = callOffOpenAttempts(payment, at);
    return changedPayment({ ...cleared, attempts: [...cleared.attempts, newAttempt(payment, method, { at, newId })] });
  };
