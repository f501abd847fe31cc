import type { EventEnvelope } from '@stoa/contracts';
import type { Transaction } from '../transaction.ts';

/**
 * Sets an event aside that cannot be applied. The aggregate's sequence stays before it, so its later events park behind,
 * and a replay can still succeed. One that another member of the group has applied meanwhile is left alone.
 */
export const buryEvent = async (
  tx: Transaction,
  event: EventEnvelope,
  reason: string,
): Promise<{ readonly kind: 'buried' }> => {
  await tx.query(
    `WITH held AS (
       INSERT INTO inbox_sequences (aggregate_id, last_seq) VALUES ($2, $3 - 1) ON CONFLICT DO NOTHING
     ), unparked AS (
       DELETE FROM parked_events WHERE aggregate_id = $2 AND seq = $3
     )
     INSERT INTO dead_letters (event_id, aggregate_id, seq, type, envelope, reason)
     SELECT $1::uuid, $2, $3, $4, $5::jsonb, $6
     WHERE NOT EXISTS (SELECT FROM inbox_sequences WHERE aggregate_id = $2 AND last_seq >= $3)
     ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason`,
    [event.eventId, event.aggregateId, event.seq, event.type, JSON.stringify(event), reason.slice(0, 2_000)],
  );
  return { kind: 'buried' };
};
