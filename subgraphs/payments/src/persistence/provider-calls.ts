import type { PaymentAttemptId, RefundId } from '@stoa/contracts';
import { onPool, type Change, type Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Payment } from '../domain/payment.ts';
import { wantedCalls, type CallKind, type WantedCall } from '../domain/provider-calls.ts';

/** A call that is due, already put off in case this process dies in the middle of it. */
export interface DueCall {
  readonly kind: CallKind;
  readonly paymentId: string;
  readonly attemptId: PaymentAttemptId;
  readonly refundId: RefundId | null;
  /** 1 the first time: from 2 on the provider may know of it already. */
  readonly tries: number;
}

export interface ProviderCalls {
  /** Takes due calls of these kinds, oldest first, and puts each off before it is made: 5 s doubling to 10 min, look-ups 2 min to 1 h. */
  claim(kinds: readonly CallKind[], at: Date, limit: number): Promise<DueCall[]>;
}

/** An attempt that is not final after this long is looked up. */
const LOOK_UP_AFTER_MS = 120_000;

export const providerCalls = (pool: pg.Pool): ProviderCalls => ({
  claim: async (kinds, at, limit) => {
    const { rows } = await onPool(pool).query<DueCall>(
      `UPDATE provider_calls SET tries = tries + 1,
         due_at = $2::timestamptz + CASE kind
           WHEN 'LOOK_UP' THEN least(interval '2 minutes' * 2 ^ least(tries, 10), interval '1 hour')
           ELSE least(interval '5 seconds' * 2 ^ least(tries, 10), interval '10 minutes') END
       WHERE id IN (
         SELECT id FROM provider_calls WHERE kind = ANY($1) AND due_at <= $2
         ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       RETURNING kind, payment_id AS "paymentId", attempt_id AS "attemptId", refund_id AS "refundId", tries`,
      [kinds, at, limit],
    );
    return rows;
  },
});

/** Brings the rows of `provider_calls` to what the payment's new state wants; a call that is still wanted keeps its tries. */
export const rewriteCalls = async (tx: Transaction, { next, previous }: Change<Payment>, at: Date): Promise<void> => {
  const wanted = new Map(wantedCalls(next).map((call) => [keyOf(call), call]));
  const before = new Map((previous ? wantedCalls(previous) : []).map((call) => [keyOf(call), call]));
  const added = [...wanted].filter(([key]) => !before.has(key));
  const dropped = [...before.keys()].filter((key) => !wanted.has(key));
  if (added.length === 0 && dropped.length === 0) return;
  await tx.query(
    `WITH dropped AS (DELETE FROM provider_calls WHERE id = ANY($1))
     INSERT INTO provider_calls (id, kind, payment_id, attempt_id, refund_id, due_at)
     SELECT id, kind, payment_id, attempt_id, refund_id, due_at FROM jsonb_populate_recordset(NULL::provider_calls, $2)`,
    [dropped, JSON.stringify(added.map(([key, call]) => rowOf(key, { call, paymentId: next.id, at })))],
  );
};

const keyOf = ({ kind, attemptId, refundId }: WantedCall) => [kind, refundId, attemptId].filter(Boolean).join(':');

const rowOf = (id: string, { call, paymentId, at }: { call: WantedCall; paymentId: string; at: Date }) => ({
  id,
  kind: call.kind,
  payment_id: paymentId,
  attempt_id: call.attemptId,
  refund_id: call.refundId,
  due_at: call.kind === 'LOOK_UP' ? new Date(at.getTime() + LOOK_UP_AFTER_MS) : at,
});
