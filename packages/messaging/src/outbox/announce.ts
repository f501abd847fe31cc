import { randomUUID } from 'node:crypto';
import { fnv1a } from '@stoa/contracts';
import type { Announcement } from '@stoa/kernel';
import type { Door } from '../door.ts';
import type { Transaction } from '../transaction.ts';

/** Relay work is divided into this many shards of aggregates. */
export const SHARDS = 64;

const INSERT = `
WITH incoming AS (
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::smallint[], $6::jsonb[])
    WITH ORDINALITY AS e(event_id, topic, aggregate_id, nth, shard, envelope, position)
), sequences AS (
  INSERT INTO event_sequences (aggregate_id, last_seq)
  SELECT aggregate_id, count(*) FROM incoming GROUP BY aggregate_id ORDER BY aggregate_id
  ON CONFLICT (aggregate_id) DO UPDATE SET last_seq = event_sequences.last_seq + excluded.last_seq
  RETURNING aggregate_id, last_seq
), numbered AS (
  SELECT i.*, s.last_seq - count(*) OVER (PARTITION BY i.aggregate_id) + i.nth AS aggregate_seq
  FROM incoming i JOIN sequences s USING (aggregate_id)
)
INSERT INTO outbox (event_id, topic, aggregate_id, aggregate_seq, shard, envelope)
SELECT event_id, topic, aggregate_id, aggregate_seq, shard, envelope || jsonb_build_object('seq', aggregate_seq)
FROM numbered ORDER BY position`;

/**
 * Writes the events of a command into the outbox, in one statement, after the aggregate's row was locked and written:
 * so the identity order of one aggregate's events is their commit order.
 */
export const announce = async (tx: Transaction, door: Door, events: readonly Announcement[]): Promise<void> => {
  if (events.length === 0) return;
  const nth = new Map<string, number>();
  const count = (id: string) => {
    nth.set(id, (nth.get(id) ?? 0) + 1);
    return nth.get(id);
  };
  const rows = events.map((event) => ({ eventId: randomUUID(), nth: count(event.aggregateId), event }));
  await tx.query(INSERT, [
    rows.map((row) => row.eventId),
    rows.map(({ event }) => event.topic),
    rows.map(({ event }) => event.aggregateId),
    rows.map((row) => row.nth),
    rows.map(({ event }) => fnv1a(event.aggregateId) % SHARDS),
    rows.map(({ event, eventId }) => JSON.stringify(unnumbered(event, eventId, door))),
  ]);
};

// Everything of the envelope but `seq`, which the statement knows.
const unnumbered = (event: Announcement, eventId: string, door: Door) => ({
  eventId,
  type: event.type,
  version: event.version,
  topic: event.topic,
  aggregateId: event.aggregateId,
  occurredAt: door.at.toISOString(),
  keys: event.keys,
  correlationId: door.correlationId,
  causationId: door.causationId,
  traceparent: door.traceparent,
  payload: event.payload,
});
