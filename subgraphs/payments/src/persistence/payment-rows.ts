import type { RefundId } from '@stoa/contracts';
import type { Money } from '@stoa/kernel';
import { postingsOf } from '../domain/ledger.ts';
import type { Attempt, Payment, Refund, Transaction } from '../domain/payment.ts';

/** The row of `payments` that a payment is written as. Column names are the keys. */
export const paymentRow = (payment: Payment, updatedAt: Date) => ({
  id: payment.id,
  order_id: payment.order.id,
  order_number: payment.order.number,
  buyer_id: payment.order.buyerId,
  access_hash: payment.order.accessHash,
  total_minor: payment.total.amountMinor,
  currency_code: payment.total.currencyCode,
  method: payment.method,
  phase: payment.phase,
  version: payment.version,
  created_at: payment.createdAt,
  updated_at: updatedAt,
});

/** The row of `payment_attempts`. */
export const attemptRow = ({ id: paymentId }: Payment, attempt: Attempt) => ({
  id: attempt.id,
  payment_id: paymentId,
  status: attempt.status,
  method: attempt.method,
  amount_minor: attempt.amount.amountMinor,
  currency_code: attempt.amount.currencyCode,
  provider_id: attempt.providerId,
  cancel_requested_at: attempt.cancelRequestedAt,
  failure_reason: attempt.status === 'FAILED' ? attempt.failureReason : null,
  quarantine: attempt.quarantine,
  created_at: attempt.createdAt,
});

/** The row of `payment_refunds`. */
export const refundRow = ({ id: paymentId }: Payment, refund: Refund) => ({
  id: refund.id,
  payment_id: paymentId,
  amount_minor: refund.amount.amountMinor,
  currency_code: refund.amount.currencyCode,
  reason: refund.reason,
  status: refund.status,
  failure_reason: refund.failureReason,
  parts: refund.parts,
  requested_at: refund.requestedAt,
  settled_at: refund.settledAt,
});

/** The row of `payment_transactions`. */
export const transactionRow = ({ id: paymentId }: Payment, transaction: Transaction) => ({
  id: transaction.id,
  payment_id: paymentId,
  attempt_id: transaction.attemptId,
  refund_id: transaction.refundId ?? '',
  kind: transaction.kind,
  method: transaction.method,
  amount_minor: transaction.amount.amountMinor,
  currency_code: transaction.amount.currencyCode,
  created_at: transaction.at,
});

/** The rows of `ledger_entries`, without their numbers. */
export const ledgerRows = ({ order }: Payment, transaction: Transaction) =>
  postingsOf(transaction).map(({ account, amountMinor }) => ({
    transaction_id: transaction.id,
    order_id: order.id,
    account,
    amount_minor: amountMinor,
    currency_code: transaction.amount.currencyCode,
    created_at: transaction.at,
  }));

type AttemptRow = ReturnType<typeof attemptRow>;
type RefundRow = ReturnType<typeof refundRow>;
type TransactionRow = Omit<ReturnType<typeof transactionRow>, 'refund_id'> & { readonly refund_id: RefundId | '' };

/** A payment's row with its parts as JSON, in which dates are text. */
export type WholePaymentRow = ReturnType<typeof paymentRow> & {
  readonly attempts: readonly AttemptRow[];
  readonly refunds: readonly RefundRow[];
  readonly transactions: readonly TransactionRow[];
};

/** A payment from its row. */
export const paymentFromRow = (row: WholePaymentRow): Payment => ({
  id: row.id,
  version: row.version,
  order: { id: row.order_id, number: row.order_number, buyerId: row.buyer_id, accessHash: row.access_hash },
  total: moneyOf(row.total_minor, row.currency_code),
  method: row.method,
  phase: row.phase,
  attempts: row.attempts.map((attempt) => attemptFromRow(attempt)),
  refunds: row.refunds.map((refund) => ({
    id: refund.id,
    amount: moneyOf(refund.amount_minor, refund.currency_code),
    reason: refund.reason,
    status: refund.status,
    failureReason: refund.failure_reason,
    parts: refund.parts,
    requestedAt: new Date(refund.requested_at),
    settledAt: refund.settled_at && new Date(refund.settled_at),
  })),
  transactions: row.transactions.map((transaction) => ({
    id: transaction.id,
    kind: transaction.kind,
    method: transaction.method,
    attemptId: transaction.attempt_id,
    refundId: transaction.refund_id === '' ? null : transaction.refund_id,
    amount: moneyOf(transaction.amount_minor, transaction.currency_code),
    at: new Date(transaction.created_at),
  })),
  createdAt: row.created_at,
});

function attemptFromRow(row: AttemptRow): Attempt {
  const body = {
    id: row.id,
    method: row.method,
    amount: moneyOf(row.amount_minor, row.currency_code),
    providerId: row.provider_id,
    cancelRequestedAt: row.cancel_requested_at && new Date(row.cancel_requested_at),
    quarantine: row.quarantine,
    createdAt: new Date(row.created_at),
  };
  return row.status === 'FAILED'
    ? { ...body, status: row.status, failureReason: row.failure_reason ?? 'UNKNOWN' }
    : { ...body, status: row.status };
}

const moneyOf = (amountMinor: number, currencyCode: string): Money => ({ amountMinor, currencyCode });
