import type { EventEnvelope } from '@stoa/contracts';
import type { Failure } from '@stoa/kernel';
import type pg from 'pg';
import type { Door } from '../door.ts';
import { onPool, type Transaction } from '../transaction.ts';
import { TransientError } from '../transient.ts';
import { buryEvent } from './bury-event.ts';
import type { InboxOptions } from './inbox-options.ts';
import { parkEvent } from './parked-events.ts';

export type Application =
  { readonly kind: 'applied'; readonly hasParked: boolean } | { readonly kind: 'skipped' | 'parked' | 'buried' };

/** Unwinds the transaction of an event that a listener refused, carrying what to write once it is undone. */
export class DeadLettered extends Error {
  readonly event: EventEnvelope;
  readonly failure: Failure;
  constructor(event: EventEnvelope, failure: Failure) {
    super(`Refused: ${failure.kind}`);
    this.event = event;
    this.failure = failure;
  }
  bury(pool: pg.Pool): Promise<Application> {
    return buryEvent(onPool(pool), this.event, `Refused: ${JSON.stringify(this.failure)}`);
  }
}

/** What the listeners of this event want to know before the transaction begins, in their order. */
export const gatherFacts = async <Rooms>(options: InboxOptions<Rooms>, event: EventEnvelope): Promise<unknown[]> => {
  const door = doorOf(options.subgraph, event);
  return Promise.all(
    listenersOf(options, event).map(async (listener) => {
      if (!listener.gather) return undefined;
      // A payload that breaks its contract is no passing fault: it would block its partition for ever.
      const payload = listener.contract.schema.parse(event.payload);
      try {
        return await listener.gather(options.rooms, payload, door);
      } catch (error) {
        throw error instanceof TransientError
          ? error
          : new TransientError('Facts are not to be had now', { cause: error });
      }
    }),
  );
};

export interface Applicable {
  readonly event: EventEnvelope;
  readonly facts?: readonly unknown[];
  /** A dead letter is applied when somebody replays it, never because the broker brings it again. */
  readonly isReplay?: boolean;
}

/**
 * Receipt and sequence once, then all listeners, in the caller's transaction. Behind the last applied: skipped;
 * the next: applied; beyond: parked. An aggregate first seen starts at what arrives.
 * @throws DeadLettered when a listener refuses: the caller rolls back and buries the event.
 */
export const applyEvent = async <Rooms>(
  tx: Transaction,
  options: InboxOptions<Rooms>,
  { event, facts = [], isReplay = false }: Applicable,
): Promise<Application> => {
  const { lastSeq, isBuried } = await lockSequence(tx, event);
  if (event.seq <= lastSeq) return { kind: 'skipped' };
  if (isBuried && !isReplay) return { kind: 'buried' };
  if (event.seq > lastSeq + 1) {
    await parkEvent(tx, event);
    return { kind: 'parked' };
  }
  const door: Door = { ...doorOf(options.subgraph, event), tx };
  for (const [index, listener] of listenersOf(options, event).entries()) {
    const payload = listener.contract.schema.parse(event.payload);
    const heard = await listener.apply(options.rooms, payload, door, facts[index]);
    if (heard && !heard.ok) throw new DeadLettered(event, heard.failure);
  }
  return { kind: 'applied', hasParked: await advance(tx, event) };
};

/** Who asked for this event, in their order. */
export const listenersOf = <Rooms>({ listeners }: InboxOptions<Rooms>, event: EventEnvelope) =>
  listeners.filter(({ contract }) => contract.type === event.type && contract.version === event.version);

const doorOf = (subgraph: string, event: EventEnvelope): Door => ({
  caller: { service: { name: subgraph, scopes: [] } },
  at: new Date(event.occurredAt),
  correlationId: event.correlationId,
  causationId: event.eventId,
  ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
});

// The upsert that changes nothing is what locks the row, also when another member of the group is inserting it.
async function lockSequence(tx: Transaction, event: EventEnvelope): Promise<{ lastSeq: number; isBuried: boolean }> {
  const { rows } = await tx.query<{ last_seq: number; is_buried: boolean }>(
    `INSERT INTO inbox_sequences AS s (aggregate_id, last_seq) VALUES ($1, $2)
     ON CONFLICT (aggregate_id) DO UPDATE SET last_seq = s.last_seq
     RETURNING last_seq, EXISTS (SELECT FROM dead_letters WHERE event_id = $3 AND resolved_at IS NULL) AS is_buried`,
    [event.aggregateId, event.seq - 1, event.eventId],
  );
  const [row] = rows;
  return { lastSeq: row?.last_seq ?? event.seq - 1, isBuried: row?.is_buried ?? false };
}

async function advance(tx: Transaction, event: EventEnvelope): Promise<boolean> {
  const { rows } = await tx.query<{ has_parked: boolean }>(
    `WITH receipt AS (
       INSERT INTO receipts (scope, key, outcome) VALUES ('event', $3, '{"kind":"done","ids":[]}')
     ), unparked AS (
       DELETE FROM parked_events WHERE aggregate_id = $1 AND seq <= $2
     )
     UPDATE inbox_sequences SET last_seq = $2 WHERE aggregate_id = $1
     RETURNING EXISTS (SELECT FROM parked_events WHERE aggregate_id = $1 AND seq > $2) AS has_parked`,
    [event.aggregateId, event.seq, event.eventId],
  );
  return rows[0]?.has_parked ?? false;
}
