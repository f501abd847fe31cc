import type { EventEnvelope } from '@stoa/contracts';
import type pg from 'pg';
import { onPool } from '../transaction.ts';

/**
 * Lets an event pass that no listener asked for: only its place in the sequence and its receipt are written, without a
 * transaction around them. Undefined when it is not its turn, or when it is buried: then it goes the long way.
 */
export const passBy = async (
  pool: pg.Pool,
  event: EventEnvelope,
): Promise<{ readonly kind: 'applied'; readonly hasParked: boolean } | undefined> => {
  const { rows: passed } = await onPool(pool).query(PASS, [event.aggregateId, event.seq, event.eventId]);
  if (passed.length === 0) return undefined;
  // A statement of its own: the one before may have waited for whoever parked an event, and would not see that event.
  const { rows } = await onPool(pool).query<{ has_parked: boolean }>(LOOK_BEHIND, [event.aggregateId, event.seq]);
  return { kind: 'applied', hasParked: rows[0]?.has_parked ?? false };
};

const PASS = `
WITH moved AS (
  INSERT INTO inbox_sequences AS s (aggregate_id, last_seq)
  SELECT $1, $2::int WHERE NOT EXISTS (SELECT FROM dead_letters WHERE event_id = $3 AND resolved_at IS NULL)
  ON CONFLICT (aggregate_id) DO UPDATE SET last_seq = excluded.last_seq WHERE s.last_seq = excluded.last_seq - 1
  RETURNING aggregate_id
)
INSERT INTO receipts (scope, key, outcome) SELECT 'event', $3::uuid, '{"kind":"done","ids":[]}'::jsonb FROM moved RETURNING key`;

const LOOK_BEHIND = `
WITH unparked AS (DELETE FROM parked_events WHERE aggregate_id = $1 AND seq <= $2)
SELECT EXISTS (SELECT FROM parked_events WHERE aggregate_id = $1 AND seq > $2) AS has_parked`;
