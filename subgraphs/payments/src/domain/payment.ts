import type { OrderId, PaymentAttemptId, PaymentId, RefundId, UserId } from '@stoa/contracts';
import { sumMoney, zeroMoney, type Id, type Money } from '@stoa/kernel';

/** How one order is paid: what was tried, what moved, what was given back. */
export interface Payment {
  readonly id: PaymentId;
  readonly version: number;
  readonly order: PaidOrder;
  readonly total: Money;
  /** The method chosen with the order; an attempt may have another. */
  readonly method: PaymentMethod;
  readonly phase: Phase;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  readonly refunds: readonly Refund[];
  /** Append-only, oldest first. */
  readonly transactions: readonly Transaction[];
  readonly createdAt: Date;
}

/** The order as its events told of it. */
export interface PaidOrder {
  readonly id: OrderId;
  readonly number: string;
  readonly buyerId: UserId | null;
  /** SHA-256 (hex) of the order's access token. */
  readonly accessHash: string;
}

/**
 * What the order allows. PENDING: stock is being reserved. OPEN: it awaits payment. CLOSING: it is being ended and waits for
 * our word. PLACED: binding. CLOSED: over without being binding.
 */
export type Phase = 'PENDING' | 'OPEN' | 'CLOSING' | 'PLACED' | 'CLOSED';

export type PaymentMethod = 'SANDBOX' | 'CASH_ON_DELIVERY';

/** One try to pay. A failed one says why, the others have nothing to say. */
export type Attempt = FailedAttempt | OtherAttempt;
export type AttemptStatus = Attempt['status'];
export interface FailedAttempt extends AttemptBody {
  readonly status: 'FAILED';
  readonly failureReason: string;
}
export interface OtherAttempt extends AttemptBody {
  readonly status: 'CREATED' | 'REQUIRES_ACTION' | 'PROCESSING' | 'AUTHORIZED' | 'CAPTURED' | 'CANCELLED' | 'EXPIRED';
}
interface AttemptBody {
  /** The reference and idempotency key under which the provider knows it. */
  readonly id: PaymentAttemptId;
  readonly method: PaymentMethod;
  /** Asked for, and the only amount that is ever taken: another one is quarantined. */
  readonly amount: Money;
  /** The provider's own id; null until it has answered. */
  readonly providerId: string | null;
  readonly cancelRequestedAt: Date | null;
  /** An amount that the provider reported and that is not ours. */
  readonly quarantine: Money | null;
  readonly createdAt: Date;
}

/** Money to be given back, spread over the attempts that took it. */
export interface Refund {
  readonly id: RefundId;
  readonly amount: Money;
  readonly reason: string;
  readonly status: RefundStatus;
  readonly failureReason: string | null;
  readonly parts: readonly RefundPart[];
  readonly requestedAt: Date;
  readonly settledAt: Date | null;
}
export type RefundStatus = 'REQUESTED' | 'SUCCEEDED' | 'FAILED';
export interface RefundPart {
  readonly attemptId: PaymentAttemptId;
  readonly amountMinor: number;
  readonly status: RefundStatus;
}

/** Money that moved, or was promised. */
export interface Transaction {
  readonly id: Id<'ptx'>;
  readonly kind: 'AUTHORIZATION' | 'CAPTURE' | 'REFUND';
  readonly method: PaymentMethod;
  readonly attemptId: PaymentAttemptId;
  readonly refundId: RefundId | null;
  readonly amount: Money;
  readonly at: Date;
}

/** Whether anything can still come of an attempt without a surprise. */
export const isOpen = ({ status }: Attempt): boolean => OPEN.has(status);
const OPEN: ReadonlySet<AttemptStatus> = new Set(['CREATED', 'REQUIRES_ACTION', 'PROCESSING', 'AUTHORIZED']);

/** Whether money was taken or promised by an attempt. */
export const hasMoney = ({ status }: Attempt): boolean => status === 'AUTHORIZED' || status === 'CAPTURED';

/** Whether the provider is not asked yet, because an earlier attempt may still bring money. */
export const isWaiting = ({ attempts }: Pick<Payment, 'attempts'>, attempt: Attempt): boolean =>
  attempt.status === 'CREATED' &&
  attempts
    .slice(
      0,
      attempts.findIndex(({ id }) => id === attempt.id),
    )
    .some((earlier) => isOpen(earlier));

/** What all attempts have taken together. */
export const capturedTotal = (payment: Payment): Money =>
  sumOf(
    payment,
    payment.attempts.filter(({ status }) => status === 'CAPTURED').map(({ amount }) => amount),
  );

/** What all attempts have promised or taken together. */
export const authorizedTotal = (payment: Payment): Money =>
  sumOf(
    payment,
    payment.attempts.filter((attempt) => hasMoney(attempt)).map(({ amount }) => amount),
  );

/** What was given back. */
export const refundedTotal = (payment: Payment): Money =>
  sumOf(
    payment,
    payment.transactions.filter(({ kind }) => kind === 'REFUND').map(({ amount }) => amount),
  );

/** The payment with this attempt in the place of its earlier state. */
export const replaceAttempt = (payment: Payment, attempt: Attempt): Payment => ({
  ...payment,
  attempts: payment.attempts.map((one) => (one.id === attempt.id ? attempt : one)),
});

const sumOf = ({ total }: Payment, amounts: readonly Money[]) =>
  amounts.length === 0 ? zeroMoney(total.currencyCode) : sumMoney(total.currencyCode, amounts);
