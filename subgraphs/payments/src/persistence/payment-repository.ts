import { aggregateStore, onPool, touchedSince, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Change, Transaction as DatabaseTransaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Payment } from '../domain/payment.ts';
import {
  attemptRow,
  ledgerRows,
  paymentFromRow,
  paymentRow,
  refundRow,
  transactionRow,
  type WholePaymentRow,
} from './payment-rows.ts';
import { rewriteCalls } from './provider-calls.ts';

export interface PaymentRepository extends AggregateStore<Payment> {
  /** The payments of orders, in the order of the ids asked, undefined where there is none (yet). One statement, however many. */
  byOrders(orderIds: readonly string[]): Promise<(Payment | undefined)[]>;
  /** The payment as it is now. @throws when there is none: ids of payments come from its own rows. */
  whole(paymentId: string): Promise<Payment>;
  /** The payment of an order, read inside the event's transaction when there is one. */
  idOfOrder(orderId: string, tx?: DatabaseTransaction): Promise<string | undefined>;
  /** The payment that an attempt belongs to. */
  idOfAttempt(attemptId: string): Promise<string | undefined>;
}

export const paymentRepository = (pool: pg.Pool): PaymentRepository => ({
  ...aggregateStore(pool, mapping),
  byOrders: async (orderIds) => {
    const { rows } = await onPool(pool).query<WholePaymentRow>(`${WHOLE} WHERE p.order_id = ANY($1)`, [orderIds]);
    const byOrder = new Map<string, Payment>(rows.map((row) => [row.order_id, paymentFromRow(row)]));
    return orderIds.map((id) => byOrder.get(id));
  },
  whole: async (paymentId) => {
    const [payment] = await mapping.load(onPool(pool), [paymentId], false);
    if (!payment) throw new Error(`There is no payment ${paymentId}`);
    return payment;
  },
  idOfOrder: async (orderId, tx = onPool(pool)) => {
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM payments WHERE order_id = $1', [orderId]);
    return rows[0]?.id;
  },
  idOfAttempt: async (attemptId) => {
    const { rows } = await onPool(pool).query<{ payment_id: string }>(
      'SELECT payment_id FROM payment_attempts WHERE id = $1',
      [attemptId],
    );
    return rows[0]?.payment_id;
  },
});

const WHOLE = `
SELECT p.*,
  (SELECT coalesce(json_agg(a ORDER BY a.id), '[]') FROM payment_attempts a WHERE a.payment_id = p.id) AS attempts,
  (SELECT coalesce(json_agg(r ORDER BY r.id), '[]') FROM payment_refunds r WHERE r.payment_id = p.id) AS refunds,
  (SELECT coalesce(json_agg(t ORDER BY t.id), '[]') FROM payment_transactions t WHERE t.payment_id = p.id) AS transactions
FROM payments p`;

const mapping: AggregateMapping<Payment> = {
  load: async (tx, ids, lock) => {
    // A statement of its own: one that waits for the lock would see the parts as they were before it waited.
    if (lock) await tx.query('SELECT FROM payments WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    const { rows } = await tx.query<WholePaymentRow>(`${WHOLE} WHERE p.id = ANY($1) ORDER BY p.id`, [ids]);
    return rows.map((row) => paymentFromRow(row));
  },

  write: async (tx, change, door) => {
    const { next, previous } = change;
    await upsertRows(tx, 'payments', [paymentRow(next, door.at)]);
    await upsertRows(
      tx,
      'payment_attempts',
      touchedSince(next.attempts, previous?.attempts).map((one) => attemptRow(next, one)),
    );
    await upsertRows(
      tx,
      'payment_refunds',
      touchedSince(next.refunds, previous?.refunds).map((one) => refundRow(next, one)),
    );
    await book(tx, change);
    await rewriteCalls(tx, change, door.at);
  },
};

/** Adds what moved to the log and to the books. Never an update: the triggers would refuse it. */
async function book(tx: DatabaseTransaction, { next, previous }: Change<Payment>): Promise<void> {
  const added = touchedSince(next.transactions, previous?.transactions);
  if (added.length === 0) return;
  await tx.query(
    `WITH logged AS (
       INSERT INTO payment_transactions SELECT * FROM jsonb_populate_recordset(NULL::payment_transactions, $1)
     )
     INSERT INTO ledger_entries (transaction_id, order_id, account, amount_minor, currency_code, created_at)
     SELECT transaction_id, order_id, account, amount_minor, currency_code, created_at
     FROM jsonb_populate_recordset(NULL::ledger_entries, $2)`,
    [
      JSON.stringify(added.map((transaction) => transactionRow(next, transaction))),
      JSON.stringify(added.flatMap((transaction) => ledgerRows(next, transaction))),
    ],
  );
}
