import type { PaymentAttemptId, RefundId } from '@stoa/contracts';
import { isOpen, isWaiting, type Attempt, type Payment } from './payment.ts';

export type CallKind = 'CREATE' | 'CANCEL' | 'LOOK_UP' | 'REFUND';

/** Something a provider has to be told or asked because of how a payment stands. */
export interface WantedCall {
  readonly kind: CallKind;
  readonly attemptId: PaymentAttemptId;
  readonly refundId: RefundId | null;
}

/**
 * Everything that is to be said to providers now. It follows from the state alone: what a new state does not want any more is
 * forgotten, what a crash interrupted is still wanted.
 */
export const wantedCalls = (payment: Payment): WantedCall[] => [
  ...payment.attempts.flatMap((attempt): WantedCall[] => {
    const kind = callFor(payment, attempt);
    return kind ? [{ kind, attemptId: attempt.id, refundId: null }] : [];
  }),
  ...payment.refunds.flatMap(({ id, parts }) =>
    parts
      .filter(({ status }) => status === 'REQUESTED')
      .map(({ attemptId }): WantedCall => ({ kind: 'REFUND', attemptId, refundId: id })),
  ),
];

function callFor(payment: Payment, attempt: Attempt): CallKind | undefined {
  if (!isOpen(attempt) || attempt.method === 'CASH_ON_DELIVERY' || isWaiting(payment, attempt)) return undefined;
  // An attempt that is called off before the provider answered is created first: a create on its way could arrive later. One
  // that was set apart has an answer.
  const isSetApart = attempt.quarantine !== null && attempt.cancelRequestedAt !== null;
  if (attempt.status === 'CREATED' && !isSetApart) return 'CREATE';
  return attempt.cancelRequestedAt ? 'CANCEL' : 'LOOK_UP';
}
