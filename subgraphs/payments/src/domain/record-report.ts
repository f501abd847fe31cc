import { unchanged, type Announcement, type Decide, type IdFactory, type Money } from '@stoa/kernel';
import type { PaymentAttemptId } from '@stoa/contracts';
import { callOffOpenAttempts, endClosing } from './close.ts';
import {
  hasMoney,
  replaceAttempt,
  type Attempt,
  type AttemptStatus,
  type Payment,
  type Transaction,
} from './payment.ts';
import {
  changedPayment,
  paymentActionRequired,
  paymentAuthorized,
  paymentCaptured,
  paymentFailed,
  paymentQuarantined,
} from './payment-events.ts';

/** How an attempt stands at the provider, however we came to know: its answer, a web hook or a look-up. */
export interface AttemptReport {
  /** Null when the provider refused to make an object of it. */
  readonly providerId: string | null;
  readonly status: Exclude<AttemptStatus, 'CREATED'>;
  /** What the provider's object is about; for a captured one what was taken. */
  readonly amount: Money;
  readonly failureReason: string | null;
}

interface Reported extends AttemptReport {
  readonly attemptId: PaymentAttemptId;
  readonly at: Date;
  readonly newId: IdFactory;
}

/**
 * Where an attempt may go. Forward only, so a report that comes late or twice changes nothing. Money is the exception that
 * is none: what was taken was taken, whatever we believed before; a refusal may be followed by another card's success.
 */
const FORWARD: Readonly<Record<AttemptStatus, readonly AttemptStatus[]>> = {
  CREATED: ['REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'EXPIRED'],
  REQUIRES_ACTION: ['PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'EXPIRED'],
  PROCESSING: ['AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'EXPIRED'],
  AUTHORIZED: ['CAPTURED', 'CANCELLED', 'EXPIRED'],
  FAILED: ['AUTHORIZED', 'CAPTURED'],
  CANCELLED: ['CAPTURED'],
  EXPIRED: ['CAPTURED'],
  CAPTURED: [],
};

/** Where nothing was taken. */
const ENDED: ReadonlySet<AttemptStatus> = new Set(['FAILED', 'CANCELLED', 'EXPIRED']);

/**
 * Takes over what the provider says. A wrong amount or currency moves nothing: it is set apart for a person. Only the end of
 * what was called off counts whatever its amount, or its order would never end either.
 */
export const recordReport =
  (report: Reported): Decide<Payment, Announcement, never> =>
  (payment) => {
    const attempt = payment.attempts.find(({ id }) => id === report.attemptId);
    if (!attempt) return unchanged(payment);
    const isAskedEnd = attempt.cancelRequestedAt !== null && ENDED.has(report.status);
    if (!isAskedEnd && !isSame(attempt.amount, report.amount)) return quarantine(payment, attempt, report.amount);
    if (!FORWARD[attempt.status].includes(report.status)) return unchanged(payment);
    const next = advanced(attempt, report);
    const moved = {
      ...replaceAttempt(payment, next),
      transactions: [...payment.transactions, ...moneyOf(next, report)],
    };
    return settled(moved, next, { at: report.at, before: payment });
  };

function advanced(attempt: Attempt, { status, providerId, failureReason }: Reported): Attempt {
  const { id, method, amount, cancelRequestedAt, quarantine: setApart, createdAt } = attempt;
  const body = { id, method, amount, cancelRequestedAt, quarantine: setApart, createdAt, providerId };
  return status === 'FAILED' ? { ...body, status, failureReason: failureReason ?? 'UNKNOWN' } : { ...body, status };
}

function moneyOf({ id, method, amount }: Attempt, { status, at, newId }: Reported): Transaction[] {
  if (status !== 'AUTHORIZED' && status !== 'CAPTURED') return [];
  const kind = status === 'CAPTURED' ? 'CAPTURE' : 'AUTHORIZATION';
  return [{ id: newId('ptx'), kind, method, attemptId: id, refundId: null, amount, at }];
}

/** What follows from an attempt's new state, and whom it is told. */
function settled(payment: Payment, attempt: Attempt, { at, before }: { at: Date; before: Payment }) {
  switch (attempt.status) {
    case 'REQUIRES_ACTION':
      // Nobody is sent to a page that is about to close.
      return changedPayment(payment, attempt.cancelRequestedAt ? [] : [paymentActionRequired(payment, attempt)]);
    case 'CREATED':
    case 'PROCESSING':
      return changedPayment(payment);
    case 'AUTHORIZED':
      return promised(payment, attempt, { at, before });
    case 'CAPTURED': {
      const next = callOffOpenAttempts(payment, at, { before });
      return changedPayment(next, [paymentCaptured(next, attempt, at)]);
    }
    case 'FAILED': {
      const [next, answer] = endClosing(payment);
      return changedPayment(next, [paymentFailed(next, attempt), ...answer]);
    }
    case 'CANCELLED':
    case 'EXPIRED': {
      const [next, answer] = endClosing(payment);
      return changedPayment(next, answer);
    }
  }
}

/** A promise that is one too many, comes too late or is being called off already is handed back instead of told. */
function promised(payment: Payment, attempt: Attempt, { at, before }: { at: Date; before: Payment }) {
  const isOneTooMany = before.attempts.some((other) => other.id !== attempt.id && hasMoney(other));
  const isWelcome = payment.phase === 'OPEN' && !attempt.cancelRequestedAt && !isOneTooMany;
  const settledSo = isWelcome ? payment : replaceAttempt(payment, { ...attempt, cancelRequestedAt: at });
  const next = callOffOpenAttempts(settledSo, at, { before });
  return changedPayment(next, isWelcome ? [paymentAuthorized(next, attempt, at)] : []);
}

function quarantine(payment: Payment, attempt: Attempt, reported: Money) {
  if (attempt.quarantine && isSame(attempt.quarantine, reported)) return unchanged(payment);
  const apart = { ...attempt, quarantine: reported };
  return changedPayment(replaceAttempt(payment, apart), [paymentQuarantined(payment, apart, reported)]);
}

const isSame = (left: Money, right: Money) =>
  left.amountMinor === right.amountMinor && left.currencyCode === right.currencyCode;
