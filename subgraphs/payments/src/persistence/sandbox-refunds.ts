import type { Money } from '@stoa/kernel';
import { inTransaction, onPool, type Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { SandboxPayment, SandboxRefund } from '../providers/sandbox/sandbox-payment.ts';
import { putOnItsWay, type SandboxWriting } from './sandbox-deliveries.ts';
import { lockPayment } from './sandbox-payments.ts';

/** Refunds in the sandbox's books. */
export interface SandboxRefunds {
  /** The refund made under this reference, now or earlier. More than was taken is refused. */
  refund(
    refund: Pick<SandboxRefund, 'reference' | 'id' | 'paymentReference' | 'amount'>,
    at: Date,
  ): Promise<SandboxRefund>;
  findRefund(reference: string): Promise<SandboxRefund | undefined>;
}

export const sandboxRefunds = (pool: pg.Pool, { refundEvent }: SandboxWriting): SandboxRefunds => ({
  refund: (wanted, at) =>
    inTransaction(pool, async (tx) => {
      const payment = await lockPayment(tx, wanted.paymentReference);
      const earlier = await readRefund(tx, wanted.reference);
      if (earlier) return earlier;
      const refund = decideRefund(wanted, payment, await givenBack(tx, wanted.paymentReference));
      await tx.query(
        `INSERT INTO sandbox_refunds (reference, id, payment_reference, amount_minor, currency_code, status, failure_reason, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          refund.reference,
          refund.id,
          refund.paymentReference,
          refund.amount.amountMinor,
          refund.amount.currencyCode,
          refund.status,
          refund.failureReason,
          at,
        ],
      );
      await putOnItsWay(tx, at, (eventId) => refundEvent(eventId, refund, at));
      return refund;
    }),
  findRefund: (reference) => readRefund(onPool(pool), reference),
});

interface RefundRow extends Record<string, unknown> {
  readonly reference: string;
  readonly id: string;
  readonly payment_reference: string;
  readonly amount_minor: number;
  readonly currency_code: string;
  readonly status: SandboxRefund['status'];
  readonly failure_reason: string | null;
}

async function readRefund(tx: Transaction, reference: string): Promise<SandboxRefund | undefined> {
  const { rows } = await tx.query<RefundRow>('SELECT * FROM sandbox_refunds WHERE reference = $1', [reference]);
  return rows[0] && refundOf(rows[0]);
}

async function givenBack(tx: Transaction, paymentReference: string): Promise<number> {
  const { rows } = await tx.query<{ sum: number }>(
    `SELECT coalesce(sum(amount_minor), 0)::bigint AS sum FROM sandbox_refunds
     WHERE payment_reference = $1 AND status = 'SUCCEEDED'`,
    [paymentReference],
  );
  return rows[0]?.sum ?? 0;
}

function decideRefund(
  wanted: { reference: string; id: string; paymentReference: string; amount: Money },
  payment: SandboxPayment | undefined,
  givenBackMinor: number,
): SandboxRefund {
  const isCovered =
    payment?.status === 'CAPTURED' &&
    payment.amount.currencyCode === wanted.amount.currencyCode &&
    givenBackMinor + wanted.amount.amountMinor <= payment.amount.amountMinor;
  return isCovered
    ? { ...wanted, status: 'SUCCEEDED', failureReason: null }
    : { ...wanted, status: 'FAILED', failureReason: 'NOT_REFUNDABLE' };
}

const refundOf = (row: RefundRow): SandboxRefund => ({
  reference: row.reference,
  id: row.id,
  paymentReference: row.payment_reference,
  amount: { amountMinor: row.amount_minor, currencyCode: row.currency_code },
  status: row.status,
  failureReason: row.failure_reason,
});
