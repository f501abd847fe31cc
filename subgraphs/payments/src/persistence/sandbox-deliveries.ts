import { newId } from '@stoa/kernel';
import { onPool, type Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { SandboxPayment, SandboxRefund } from '../providers/sandbox/sandbox-payment.ts';

/** Web hooks on their way from the sandbox. */
export interface SandboxDeliveries {
  /** Takes web hooks to send, oldest first, and puts each off before it is sent: 5 s doubling to an hour, given up after 40 tries. */
  claimDeliveries(at: Date, limit: number): Promise<{ eventId: string; body: string }[]>;
  delivered(eventId: string): Promise<void>;
}

/** How the sandbox writes its web hooks. */
export interface SandboxWriting {
  readonly paymentEvent: (eventId: string, payment: SandboxPayment, at: Date) => string;
  readonly refundEvent: (eventId: string, refund: SandboxRefund, at: Date) => string;
}

export const sandboxDeliveries = (pool: pg.Pool): SandboxDeliveries => ({
  claimDeliveries: async (at, limit) => {
    const { rows } = await onPool(pool).query<{ eventId: string; body: string }>(
      `UPDATE sandbox_deliveries SET tries = tries + 1,
         due_at = CASE WHEN tries < 40 THEN
           $1::timestamptz + least(interval '5 seconds' * 2 ^ least(tries, 12), interval '1 hour') END
       WHERE event_id IN (
         SELECT event_id FROM sandbox_deliveries WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )
       RETURNING event_id AS "eventId", body`,
      [at, limit],
    );
    return rows;
  },
  delivered: async (eventId) => {
    await onPool(pool).query('UPDATE sandbox_deliveries SET due_at = NULL WHERE event_id = $1', [eventId]);
  },
});

/** Puts a web hook on its way in the transaction of what it tells. */
export const putOnItsWay = async (tx: Transaction, at: Date, write: (eventId: string) => string): Promise<void> => {
  const eventId = newId('sbxe');
  await tx.query('INSERT INTO sandbox_deliveries (event_id, body, created_at, due_at) VALUES ($1, $2, $3, $3)', [
    eventId,
    write(eventId),
    at,
  ]);
};
