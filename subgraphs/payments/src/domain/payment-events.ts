import {
  PaymentActionRequired,
  PaymentAuthorized,
  PaymentCancelled,
  PaymentCaptured,
  PaymentFailed,
  PaymentQuarantined,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentUpdated,
} from '@stoa/contracts';
import { changed, type Announcement, type Money } from '@stoa/kernel';
import {
  authorizedTotal,
  capturedTotal,
  type Attempt,
  type FailedAttempt,
  type Payment,
  type Refund,
} from './payment.ts';

/** The payment as its events name it. */
const reference = ({ id, order }: Payment) => ({ paymentId: id, orderId: order.id, buyerId: order.buyerId });
const attemptReference = (payment: Payment, attempt: Attempt) => ({
  ...reference(payment),
  paymentAttemptId: attempt.id,
});

/** The payment changes, and somebody may be following it: what no other event tells is told by PaymentUpdated. */
export const changedPayment = (payment: Payment, events: readonly Announcement[] = []) =>
  changed(payment, events.length > 0 ? events : [PaymentUpdated.of(reference(payment))]);

export const paymentActionRequired = (payment: Payment, attempt: Attempt) =>
  PaymentActionRequired.of(attemptReference(payment, attempt));

/** `payment` is the one after the authorization. */
export const paymentAuthorized = (payment: Payment, attempt: Attempt, at: Date) =>
  PaymentAuthorized.of({
    ...attemptReference(payment, attempt),
    amount: attempt.amount,
    authorizedTotal: authorizedTotal(payment),
    authorizedAt: at.toISOString(),
  });

/** `payment` is the one after the capture. */
export const paymentCaptured = (payment: Payment, attempt: Attempt, at: Date) =>
  PaymentCaptured.of({
    ...attemptReference(payment, attempt),
    amount: attempt.amount,
    capturedTotal: capturedTotal(payment),
    capturedAt: at.toISOString(),
  });

export const paymentFailed = (payment: Payment, attempt: FailedAttempt) =>
  PaymentFailed.of({ ...attemptReference(payment, attempt), reason: attempt.failureReason });

export const paymentCancelled = (payment: Payment) => PaymentCancelled.of(reference(payment));

export const paymentQuarantined = (payment: Payment, attempt: Attempt, reported: Money) =>
  PaymentQuarantined.of({ ...attemptReference(payment, attempt), expected: attempt.amount, reported });

export const paymentRefunded = (payment: Payment, refund: Refund, at: Date) =>
  PaymentRefunded.of({
    ...reference(payment),
    refundId: refund.id,
    amount: refund.amount,
    refundedAt: at.toISOString(),
  });

export const paymentRefundFailed = (payment: Payment, refund: Refund) =>
  PaymentRefundFailed.of({
    ...reference(payment),
    refundId: refund.id,
    amount: refund.amount,
    reason: refund.failureReason ?? 'UNKNOWN',
  });
