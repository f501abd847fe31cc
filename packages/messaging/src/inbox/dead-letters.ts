import type { EventEnvelope } from '@stoa/contracts';
import { err, ok, type Result } from '@stoa/kernel';
import type pg from 'pg';
import { inTransaction, type Transaction } from '../transaction.ts';
import { applyEvent, DeadLettered, gatherFacts } from './apply-event.ts';
import type { Inbox, InboxOptions } from './inbox-options.ts';

export interface UnknownDeadLetter {
  readonly kind: 'UNKNOWN_DEAD_LETTER';
  readonly eventId: string;
}
export interface RefusedAgain {
  readonly kind: 'REFUSED_AGAIN';
  readonly reason: string;
}

/** Applies a mended dead letter and what waited behind it. Refused again, it stays a dead letter with the new reason. */
export const replayDeadLetter = async <Rooms>(
  inbox: Inbox,
  options: InboxOptions<Rooms>,
  eventId: string,
): Promise<Result<EventEnvelope, UnknownDeadLetter | RefusedAgain>> => {
  const event = await openDeadLetter(options.pool, eventId);
  if (!event) return err({ kind: 'UNKNOWN_DEAD_LETTER', eventId });
  try {
    const facts = await gatherFacts(options, event);
    await inTransaction(options.pool, async (tx) => {
      await applyEvent(tx, options, { event, facts, isReplay: true });
      await resolve(tx, eventId, 'REPLAYED');
    });
  } catch (error) {
    if (!(error instanceof DeadLettered)) throw error;
    await error.bury(options.pool);
    return err({ kind: 'REFUSED_AGAIN', reason: error.message });
  }
  await inbox.drain(event.aggregateId, new AbortController().signal);
  return ok(event);
};

/** Gives a dead letter up for good: its sequence number counts as seen, what waited behind it goes on. */
export const discardDeadLetter = async <Rooms>(
  inbox: Inbox,
  { pool }: InboxOptions<Rooms>,
  eventId: string,
): Promise<Result<EventEnvelope, UnknownDeadLetter>> => {
  const event = await openDeadLetter(pool, eventId);
  if (!event) return err({ kind: 'UNKNOWN_DEAD_LETTER', eventId });
  await inTransaction(pool, async (tx) => {
    await tx.query('UPDATE inbox_sequences SET last_seq = $2 WHERE aggregate_id = $1 AND last_seq = $2 - 1', [
      event.aggregateId,
      event.seq,
    ]);
    await resolve(tx, eventId, 'DISCARDED');
  });
  await inbox.drain(event.aggregateId, new AbortController().signal);
  return ok(event);
};

async function openDeadLetter(pool: pg.Pool, eventId: string): Promise<EventEnvelope | undefined> {
  const { rows } = await pool.query<{ envelope: EventEnvelope }>(
    'SELECT envelope FROM dead_letters WHERE event_id = $1 AND resolved_at IS NULL',
    [eventId],
  );
  return rows[0]?.envelope;
}

async function resolve(tx: Transaction, eventId: string, resolution: 'REPLAYED' | 'DISCARDED') {
  await tx.query('UPDATE dead_letters SET resolved_at = now(), resolution = $2 WHERE event_id = $1', [
    eventId,
    resolution,
  ]);
}
