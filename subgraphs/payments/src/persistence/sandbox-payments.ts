import { inTransaction, onPool, type Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { SandboxPayment, SandboxStep } from '../providers/sandbox/sandbox-payment.ts';
import { putOnItsWay, type SandboxWriting } from './sandbox-deliveries.ts';

/** Payments in the sandbox's books. */
export interface SandboxPayments {
  /** The payment made under this reference, now or earlier. */
  create(
    payment: Pick<SandboxPayment, 'reference' | 'id' | 'amount' | 'orderNumber'>,
    at: Date,
  ): Promise<SandboxPayment>;
  find(reference: string): Promise<SandboxPayment | undefined>;
  /** Takes a step and puts a web hook on its way when the status changed, in one transaction. */
  change(reference: string, at: Date, step: SandboxStep): Promise<SandboxPayment | undefined>;
  /** References of promised payments that arrive now. */
  dueToSettle(at: Date, limit: number): Promise<string[]>;
}

export const sandboxPayments = (pool: pg.Pool, { paymentEvent }: SandboxWriting): SandboxPayments => ({
  create: async ({ reference, id, amount, orderNumber }, at) => {
    const { rows } = await onPool(pool).query<PaymentRow>(
      // The update that changes nothing gives back the row that is there.
      `INSERT INTO sandbox_payments AS p (reference, id, order_number, amount_minor, currency_code, status, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'REQUIRES_ACTION', $6, $6)
       ON CONFLICT (reference) DO UPDATE SET reference = p.reference RETURNING *`,
      [reference, id, orderNumber, amount.amountMinor, amount.currencyCode, at],
    );
    return paymentOf(rows[0] as PaymentRow);
  },
  find: async (reference) => {
    const { rows } = await onPool(pool).query<PaymentRow>('SELECT * FROM sandbox_payments WHERE reference = $1', [
      reference,
    ]);
    return rows[0] && paymentOf(rows[0]);
  },
  change: (reference, at, step) =>
    inTransaction(pool, async (tx) => {
      const payment = await lockPayment(tx, reference);
      if (!payment) return undefined;
      const next = step(payment);
      if (next === payment) return payment;
      await tx.query(
        `UPDATE sandbox_payments SET status = $2, failure_reason = $3, wrong_codes = $4, settle_at = $5, updated_at = $6
         WHERE reference = $1`,
        [reference, next.status, next.failureReason, next.wrongCodes, next.settleAt, at],
      );
      if (next.status !== payment.status) await putOnItsWay(tx, at, (eventId) => paymentEvent(eventId, next, at));
      return next;
    }),
  dueToSettle: async (at, limit) => {
    const { rows } = await onPool(pool).query<{ reference: string }>(
      'SELECT reference FROM sandbox_payments WHERE settle_at <= $1 ORDER BY settle_at LIMIT $2',
      [at, limit],
    );
    return rows.map((row) => row.reference);
  },
});

interface PaymentRow extends Record<string, unknown> {
  readonly reference: string;
  readonly id: string;
  readonly order_number: string;
  readonly amount_minor: number;
  readonly currency_code: string;
  readonly status: SandboxPayment['status'];
  readonly failure_reason: string | null;
  readonly wrong_codes: number;
  readonly settle_at: Date | null;
}
export const lockPayment = async (tx: Transaction, reference: string): Promise<SandboxPayment | undefined> => {
  const { rows } = await tx.query<PaymentRow>('SELECT * FROM sandbox_payments WHERE reference = $1 FOR UPDATE', [
    reference,
  ]);
  return rows[0] && paymentOf(rows[0]);
};

const paymentOf = (row: PaymentRow): SandboxPayment => ({
  reference: row.reference,
  id: row.id,
  orderNumber: row.order_number,
  amount: { amountMinor: row.amount_minor, currencyCode: row.currency_code },
  status: row.status,
  failureReason: row.failure_reason,
  wrongCodes: row.wrong_codes,
  settleAt: row.settle_at,
});
