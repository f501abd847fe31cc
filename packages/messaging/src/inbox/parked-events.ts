import type { EventEnvelope } from '@stoa/contracts';
import type pg from 'pg';
import { onPool, type Transaction } from '../transaction.ts';

/** Keeps an event that came before its predecessor was applied. Twice is not an error. */
export const parkEvent = async (tx: Transaction, event: EventEnvelope): Promise<void> => {
  await tx.query('INSERT INTO parked_events (aggregate_id, seq, envelope) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    event.aggregateId,
    event.seq,
    JSON.stringify(event),
  ]);
};

/** The parked event whose turn it is now, if it is there. */
export const nextParked = async (pool: pg.Pool, aggregateId: string): Promise<EventEnvelope | undefined> => {
  const { rows } = await onPool(pool).query<{ envelope: EventEnvelope }>(
    `SELECT p.envelope FROM parked_events p JOIN inbox_sequences s USING (aggregate_id)
     WHERE p.aggregate_id = $1 AND p.seq = s.last_seq + 1`,
    [aggregateId],
  );
  return rows[0]?.envelope;
};
