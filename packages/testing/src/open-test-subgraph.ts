import { randomUUID } from 'node:crypto';
import type { Announcement, Caller, Clock } from '@stoa/kernel';
import { createMemoryBroker } from '@stoa/messaging';
import { createLog, createPool } from '@stoa/platform';
import type { GraphTransport, OpenSubgraph, Subgraph, SubgraphResponse } from '@stoa/subgraph-kit';
import type pg from 'pg';
import { testDatabase } from './postgres/test-database.ts';

export interface TestSubgraph {
  readonly open: OpenSubgraph;
  readonly pool: pg.Pool;
  readonly clock: TestClock;
  /** Asks as this caller; nobody in particular when absent. Never throws for GraphQL errors: they are in the answer. */
  as(caller?: Caller): { ask(query: string, variables?: Record<string, unknown>): Promise<TestAnswer> };
  /** Delivers events as the broker would, each with the next sequence number of its aggregate. */
  hear(...events: readonly (Announcement | EventAt)[]): Promise<void>;
  /** Types of what was announced about an aggregate, in order; without an id, about all. */
  announced(aggregateId?: string): Promise<string[]>;
  /** The payloads of what was announced about an aggregate. */
  announcedPayloads(aggregateId: string): Promise<{ type: string; payload: Record<string, unknown> }[]>;
  deadLetters(): Promise<{ event_id: string; type: string; reason: string }[]>;
  http(path: string, init?: RequestInit): Promise<Response | undefined>;
  /** SQL texts sent since the last call. */
  statements(): string[];
  close(): Promise<void>;
}

export interface EventAt {
  readonly event: Announcement;
  readonly at?: Date;
  /** Overrides the sequence number: for duplicates, gaps and reordering. */
  readonly seq?: number;
}

export interface TestClock extends Clock {
  set(instant: Date | string): void;
  advance(ms: number): void;
}

export interface TestAnswer extends SubgraphResponse {
  // Tests read answers freely; what they expect is in the assertion.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have as many shapes as questions
  readonly data?: any;
}

export interface TestSubgraphOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers what the subgraph asks the graph; asking without it fails the test. */
  readonly graph?: GraphTransport;
  /** Where the clock starts; it stands still until it is set or advanced. */
  readonly now?: string;
}

/** Opens one subgraph on a migrated database of its own. Nothing works by itself: tests deliver events and run jobs. */
export const openTestSubgraph = async (
  subgraph: Subgraph,
  { environment = {}, graph = unanswered, now = '2026-01-15T10:00:00.000Z' }: TestSubgraphOptions = {},
): Promise<TestSubgraph> => {
  const database = await testDatabase(subgraph.name);
  let sent: string[] = [];
  const pool = createPool({
    connectionString: database.url,
    max: 3,
    name: `test-${subgraph.name}`,
    onQuery: (text) => sent.push(text),
  });
  const clock = testClock(now);
  const open = subgraph.open({
    pool,
    broker: createMemoryBroker(),
    clock,
    graph,
    environment,
    owner: randomUUID(),
    log: createLog({ level: 'silent' }),
  });
  const sequences = new Map<string, number>();

  return {
    open,
    pool,
    clock,
    as: (caller = {}) => ({
      ask: (query, variables) =>
        open.handle({ query, variables, caller, requestId: randomUUID(), deadline: new Date(Date.now() + 10_000) }),
    }),
    hear: async (...events) => {
      for (const given of events) {
        const { event, at = clock.now(), seq } = 'event' in given ? given : { event: given };
        const next = seq ?? (sequences.get(event.aggregateId) ?? 0) + 1;
        sequences.set(event.aggregateId, Math.max(next, sequences.get(event.aggregateId) ?? 0));
        await open.hear(messageOf(event, next, at), new AbortController().signal);
      }
    },
    announced: async (aggregateId) => {
      const { rows } = await pool.query<{ type: string }>(
        `SELECT envelope->>'type' AS type FROM outbox WHERE $1::text IS NULL OR aggregate_id = $1 ORDER BY seq`,
        [aggregateId ?? null],
      );
      return rows.map((row) => row.type);
    },
    announcedPayloads: async (aggregateId) => {
      const { rows } = await pool.query<{ type: string; payload: Record<string, unknown> }>(
        `SELECT envelope->>'type' AS type, envelope->'payload' AS payload FROM outbox WHERE aggregate_id = $1 ORDER BY seq`,
        [aggregateId],
      );
      return rows;
    },
    deadLetters: async () =>
      (await pool.query('SELECT event_id, type, reason FROM dead_letters WHERE resolved_at IS NULL')).rows,
    http: (path, init) => open.http(new Request(new URL(path, 'http://localhost:4000'), init), randomUUID()),
    statements: () => {
      const texts = sent;
      sent = [];
      return texts;
    },
    close: async () => {
      await open.close();
      await pool.end();
      await database.drop();
    },
  };
};

const unanswered: GraphTransport = (question) =>
  Promise.reject(new Error(`The test answers nothing to ${question.operationId}`));

function messageOf(event: Announcement, seq: number, at: Date) {
  const { type, version, topic, aggregateId, keys, payload } = event;
  const envelope = {
    // The same event of an aggregate is the same message, so that a test can deliver it twice.
    eventId: idOf(aggregateId, seq),
    type,
    version,
    topic,
    aggregateId,
    seq,
    occurredAt: at.toISOString(),
    keys,
    correlationId: 'test',
    payload,
  };
  return {
    topic: topic as 'orders',
    key: aggregateId,
    value: JSON.stringify(envelope),
    partition: 0,
    offset: String(seq),
  };
}

const ids = new Map<string, string>();
function idOf(aggregateId: string, seq: number): string {
  const place = `${aggregateId}/${seq}`;
  const id = ids.get(place) ?? randomUUID();
  ids.set(place, id);
  return id;
}

function testClock(start: string): TestClock {
  let instant = new Date(start);
  return {
    now: () => instant,
    set: (next) => (instant = new Date(next)),
    advance: (ms) => (instant = new Date(instant.getTime() + ms)),
  };
}
