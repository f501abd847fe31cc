import { unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { hasMoney, isOpen, isWaiting, type Attempt, type Payment } from './payment.ts';
import { changedPayment, paymentCancelled } from './payment-events.ts';

/** The order is being ended: open attempts are called off at the provider, and our word follows its answer. */
export const close =
  (at: Date): Decide<Payment, Announcement, never> =>
  (payment) => {
    switch (payment.phase) {
      case 'PENDING':
      case 'OPEN':
        return changedPayment(...endClosing(callOffOpenAttempts({ ...payment, phase: 'CLOSING' }, at)));
      // The order heard of the money meanwhile, or has its answer already.
      case 'CLOSING':
      case 'PLACED':
      case 'CLOSED':
        return unchanged(payment);
    }
  };

/** Whether the order can be told that nothing was taken and nothing can be any more; money that was faster says it instead. */
export const endClosing = (payment: Payment): [Payment, Announcement[]] => {
  const mayEnd = payment.phase === 'CLOSING' && !payment.attempts.some((one) => isOpen(one) || hasMoney(one));
  return mayEnd ? [{ ...payment, phase: 'CLOSED' }, [paymentCancelled(payment)]] : [payment, []];
};

/**
 * Asks for the end of what is open. An attempt that waits (or did `before` this very change) is ended at once, for the
 * provider has never heard of it; one whose money is promised to the order stays, unless it is `all`.
 */
export const callOffOpenAttempts = (payment: Payment, at: Date, { all = false, before = payment } = {}): Payment => ({
  ...payment,
  attempts: payment.attempts.map((attempt) => {
    if (!isOpen(attempt) || attempt.cancelRequestedAt || (hasMoney(attempt) && !all)) return attempt;
    const isUnknownElsewhere = attempt.method === 'CASH_ON_DELIVERY' || isWaiting(before, attempt);
    return isUnknownElsewhere ? cancelled(attempt, at) : { ...attempt, cancelRequestedAt: at };
  }),
});

const cancelled = ({ id, method, amount, providerId, quarantine, createdAt }: Attempt, at: Date): Attempt => ({
  id,
  status: 'CANCELLED',
  method,
  amount,
  providerId,
  cancelRequestedAt: at,
  quarantine,
  createdAt,
});
