import { randomUUID } from 'node:crypto';
import { defineEvent } from '@stoa/contracts';
import { z } from 'zod';
import {
  createInbox,
  on,
  type Door,
  type Inbox,
  type InboxOptions,
  type Listener,
  type ReceivedMessage,
} from '../src/messaging.ts';
import type { Bank } from './a-bank.ts';
import { silent } from './outbox.ts';

const payload = z.object({ id: z.string(), amount: z.int() });
export const Deposited = defineEvent({
  type: 'Deposited',
  version: 1,
  topic: 'orders',
  aggregateId: (p) => p.id,
  payload,
});

export interface EventGiven {
  readonly id?: string;
  readonly seq: number;
  readonly type?: string;
  readonly eventId?: string;
  readonly partition?: number;
  readonly payload?: unknown;
}

/** A message of an aggregate as the broker brings it; its amount is its sequence number. */
export const aMessage = ({
  id = 'a',
  seq,
  type = 'Deposited',
  eventId = randomUUID(),
  partition = 0,
  payload: said,
}: EventGiven): ReceivedMessage => ({
  topic: 'orders',
  key: id,
  partition,
  offset: String(seq),
  value: JSON.stringify({
    eventId,
    type,
    version: 1,
    topic: 'orders',
    aggregateId: id,
    seq,
    occurredAt: '2026-01-15T10:00:00.000Z',
    keys: {},
    correlationId: 'test',
    payload: said ?? { id, amount: seq },
  }),
});

export const eventIdOf = ({ value }: ReceivedMessage): string => (JSON.parse(value) as { eventId: string }).eventId;

export interface Fact {
  readonly id: string;
  readonly amount: number;
}

/** Writes each deposit down, in the inbox's transaction. `before` may do what listeners do wrong. */
export const noting = (before: (event: Fact, door: Door) => unknown = () => {}): Listener<unknown> =>
  on(Deposited, () => async (event, door) => {
    const heard = await before(event, door);
    if (heard !== undefined) return heard as never;
    await door.tx!.query('INSERT INTO effects (id, amount) VALUES ($1, $2)', [event.id, event.amount]);
  });

/** An inbox as one process has it, on the bank's database. */
export const anInbox = (bank: Bank, listeners: readonly Listener<unknown>[] = [noting()]) => {
  const options: InboxOptions<unknown> = { pool: bank.pool, subgraph: 'bank', listeners, rooms: {}, log: silent };
  const inbox: Inbox = createInbox(options);
  const stop = new AbortController();
  return {
    inbox,
    options,
    stop,
    deliver: async (...messages: readonly ReceivedMessage[]): Promise<void> => {
      for (const message of messages) await inbox.handle(message, stop.signal);
    },
  };
};

export const makeEffects = (bank: Bank) =>
  bank.pool.query('CREATE TABLE effects (nth int GENERATED ALWAYS AS IDENTITY, id text, amount int)');

/** Amounts that took effect on an aggregate, in their order. */
export const effects = async (bank: Bank, id = 'a'): Promise<number[]> => {
  const { rows } = await bank.pool.query<{ amount: number }>('SELECT amount FROM effects WHERE id = $1 ORDER BY nth', [
    id,
  ]);
  return rows.map((row) => row.amount);
};

export const parked = async (bank: Bank, id = 'a'): Promise<number[]> => {
  const { rows } = await bank.pool.query<{ seq: number }>(
    'SELECT seq FROM parked_events WHERE aggregate_id = $1 ORDER BY seq',
    [id],
  );
  return rows.map((row) => row.seq);
};

export const lastSeq = async (bank: Bank, id = 'a'): Promise<number | undefined> => {
  const { rows } = await bank.pool.query<{ last_seq: number }>(
    'SELECT last_seq FROM inbox_sequences WHERE aggregate_id = $1',
    [id],
  );
  return rows[0]?.last_seq;
};

export const deadLetters = async (bank: Bank) => {
  const { rows } = await bank.pool.query<{ seq: number; reason: string; resolution: string | null }>(
    'SELECT seq, reason, resolution FROM dead_letters ORDER BY seq',
  );
  return rows;
};
