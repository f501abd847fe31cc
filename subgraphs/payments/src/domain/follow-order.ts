import { unchanged, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { callOffOpenAttempts } from './close.ts';
import { newAttempt } from './open.ts';
import { replaceAttempt, type Attempt, type Payment } from './payment.ts';
import { changedPayment, paymentCaptured } from './payment-events.ts';

interface Now {
  readonly at: Date;
  readonly newId: IdFactory;
}

/** The order is binding. What is paid on delivery is owed from here on. */
export const placed =
  (now: Now): Decide<Payment, Announcement, never> =>
  (payment) => {
    if (payment.phase === 'PLACED') return unchanged(payment);
    const isDueOnDelivery = payment.method === 'CASH_ON_DELIVERY' && payment.total.amountMinor > 0;
    const due: Attempt[] = isDueOnDelivery
      ? [{ ...newAttempt(payment, 'CASH_ON_DELIVERY', now), status: 'PROCESSING' }]
      : [];
    return changedPayment({ ...payment, phase: 'PLACED', attempts: [...payment.attempts, ...due] });
  };

/** The order is over without being delivered: nothing may come any more. Money that does is taken note of, and the order gives it back. */
export const ended =
  (at: Date): Decide<Payment, Announcement, never> =>
  (payment) => {
    const closed: Payment = { ...callOffOpenAttempts(payment, at, { all: true }), phase: 'CLOSED' };
    const isKnown = payment.phase === 'CLOSED' && touched(closed, payment).length === 0;
    return isKnown ? unchanged(payment) : changedPayment(closed);
  };

/** Everything arrived: whoever delivered has the cash. */
export const delivered =
  ({ at, newId }: Now): Decide<Payment, Announcement, never> =>
  (payment) => {
    const due = payment.attempts.find(({ method, status }) => method === 'CASH_ON_DELIVERY' && status === 'PROCESSING');
    if (!due || due.status !== 'PROCESSING') return unchanged(payment);
    const paid: Attempt = { ...due, status: 'CAPTURED' };
    const next: Payment = {
      ...replaceAttempt(payment, paid),
      transactions: [
        ...payment.transactions,
        {
          id: newId('ptx'),
          kind: 'CAPTURE',
          method: due.method,
          attemptId: due.id,
          refundId: null,
          amount: due.amount,
          at,
        },
      ],
    };
    return changedPayment(next, [paymentCaptured(next, paid, at)]);
  };

const touched = (next: Payment, before: Payment) =>
  next.attempts.filter((attempt) => !before.attempts.includes(attempt));
