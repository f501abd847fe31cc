import type { PaymentAttemptId, RefundId } from '@stoa/contracts';
import { money, unchanged, type Announcement, type Decide, type IdFactory, type Money } from '@stoa/kernel';
import type { Payment, Refund, RefundPart, Transaction } from './payment.ts';
import { changedPayment, paymentRefunded, paymentRefundFailed } from './payment-events.ts';

interface Requested {
  readonly refundId: RefundId;
  readonly amount: Money;
  readonly reason: string;
  readonly at: Date;
  readonly newId: IdFactory;
}

/**
 * The order gives money back: spread over the attempts that took it, oldest first. Cash is given back by hand, so its part is
 * recorded as done. More than was taken and not given back yet is refused as a whole.
 */
export const requestRefund =
  ({ refundId, amount, reason, at, newId }: Requested): Decide<Payment, Announcement, never> =>
  (payment) => {
    if (payment.refunds.some(({ id }) => id === refundId)) return unchanged(payment);
    const parts = partsOf(payment, amount);
    const refund: Refund = {
      id: refundId,
      amount,
      reason,
      status: 'REQUESTED',
      failureReason: null,
      parts: parts ?? [],
      requestedAt: at,
      settledAt: null,
    };
    if (!parts)
      return settle(payment, { ...refund, status: 'FAILED', failureReason: 'EXCEEDS_PAYMENT' }, { at, newId });
    return settle(payment, refund, { at, newId });
  };

interface Reported {
  readonly refundId: RefundId;
  readonly attemptId: PaymentAttemptId;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | null;
  readonly at: Date;
  readonly newId: IdFactory;
}

/** What the provider says about its part of a refund. A part that is settled stays as it is. */
export const recordRefund =
  ({ refundId, attemptId, status, failureReason, at, newId }: Reported): Decide<Payment, Announcement, never> =>
  (payment) => {
    const refund = payment.refunds.find(({ id }) => id === refundId);
    const part = refund?.parts.find((one) => one.attemptId === attemptId);
    if (!refund || part?.status !== 'REQUESTED') return unchanged(payment);
    const parts = refund.parts.map((one) => (one === part ? { ...part, status } : one));
    return settle(payment, { ...refund, parts, failureReason: failureReason ?? refund.failureReason }, { at, newId });
  };

/** Writes a refund with what its parts have come to; the last part decides what the order is told. */
function settle(payment: Payment, refund: Refund, { at, newId }: { at: Date; newId: IdFactory }) {
  const before = payment.refunds.find(({ id }) => id === refund.id);
  const moved = refund.parts.filter(
    (part) =>
      part.status === 'SUCCEEDED' &&
      !before?.parts.some((old) => old.attemptId === part.attemptId && old.status === 'SUCCEEDED'),
  );
  const isPending = refund.status !== 'FAILED' && refund.parts.some(({ status }) => status === 'REQUESTED');
  const hasFailed = refund.status === 'FAILED' || refund.parts.some(({ status }) => status === 'FAILED');
  const outcome: Refund = isPending ? refund : { ...refund, status: hasFailed ? 'FAILED' : 'SUCCEEDED', settledAt: at };
  const others = payment.refunds.filter(({ id }) => id !== refund.id);
  const next: Payment = {
    ...payment,
    refunds: [...others, outcome],
    transactions: [
      ...payment.transactions,
      ...moved.map((part) => ({ ...givenBack(payment, refund, part), id: newId('ptx'), at })),
    ],
  };
  switch (outcome.status) {
    case 'REQUESTED':
      return changedPayment(next);
    case 'SUCCEEDED':
      return changedPayment(next, [paymentRefunded(next, outcome, at)]);
    case 'FAILED':
      return changedPayment(next, [paymentRefundFailed(next, outcome)]);
  }
}

/** How an amount is spread, or undefined when less than it is left. */
function partsOf(payment: Payment, amount: Money): RefundPart[] | undefined {
  if (amount.currencyCode !== payment.total.currencyCode || amount.amountMinor <= 0) return undefined;
  let missing = amount.amountMinor;
  const parts: RefundPart[] = [];
  for (const attempt of payment.attempts) {
    if (attempt.status !== 'CAPTURED' || missing === 0) continue;
    const amountMinor = Math.min(missing, attempt.amount.amountMinor - promisedBack(payment, attempt.id));
    if (amountMinor <= 0) continue;
    missing -= amountMinor;
    parts.push({
      attemptId: attempt.id,
      amountMinor,
      status: attempt.method === 'CASH_ON_DELIVERY' ? 'SUCCEEDED' : 'REQUESTED',
    });
  }
  return missing === 0 ? parts : undefined;
}

const promisedBack = ({ refunds }: Payment, attemptId: PaymentAttemptId) =>
  refunds
    .flatMap(({ parts }) => parts)
    .filter((part) => part.attemptId === attemptId && part.status !== 'FAILED')
    .reduce((sum, part) => sum + part.amountMinor, 0);

function givenBack(payment: Payment, { id, amount }: Refund, part: RefundPart): Omit<Transaction, 'id' | 'at'> {
  const method = payment.attempts.find((attempt) => attempt.id === part.attemptId)?.method ?? payment.method;
  return {
    kind: 'REFUND',
    method,
    attemptId: part.attemptId,
    refundId: id,
    amount: money(part.amountMinor, amount.currencyCode),
  };
}
