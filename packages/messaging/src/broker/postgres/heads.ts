import type { Pool } from 'pg';
import type { BrokerLog } from '../broker-log.ts';
import { pause } from '../pause.ts';
import type { Head } from './append.ts';

const BUSY_POLL_MS = 5;
const IDLE_POLL_MS = 200;

export interface HeadsListener {
  readonly onAdvanced: (topic: string, partition: number) => void;
  /** The database answers again after it did not. */
  readonly onReconnected: () => void;
}

export interface Heads {
  /** The offset the next message gets, as far as this process knows. */
  nextOffset(topic: string, partition: number): number;
  /** Takes note of heads learned elsewhere: a publish wakes the readers of its own process without a query. */
  advance(heads: readonly Head[]): void;
  /** Calls the listener until the returned function is called; polling runs while anybody listens. */
  listen(listener: HeadsListener): () => void;
  close(): Promise<void>;
}

/** Watches how far each partition reaches: one query for the whole process, every 5 ms under load to 200 ms at rest. */
export const createHeads = (pool: Pool, log: BrokerLog): Heads => {
  const known = new Map<string, number>();
  const listeners = new Set<HeadsListener>();
  const closing = new AbortController();
  const isClosing = (): boolean => closing.signal.aborted;
  let polling = Promise.resolve();
  let waitMs = BUSY_POLL_MS;

  const advance = (heads: readonly Head[]): void => {
    for (const { topic, partition, nextOffset } of heads) {
      const place = `${topic}/${partition}`;
      if ((known.get(place) ?? 0) >= nextOffset) continue;
      known.set(place, nextOffset);
      waitMs = BUSY_POLL_MS;
      for (const listener of listeners) listener.onAdvanced(topic, partition);
    }
  };

  const poll = async (): Promise<void> => {
    let answered = true;
    let seen: string | undefined;
    while (!isClosing() && listeners.size > 0) {
      try {
        const total = await totalOf(pool);
        if (total !== seen) advance(await readHeads(pool));
        seen = total;
        if (!answered) {
          log.info({}, 'broker database answers again');
          for (const listener of listeners) listener.onReconnected();
        }
        answered = true;
      } catch (err) {
        if (answered && !isClosing()) log.warn({ err }, 'broker database does not answer');
        answered = false;
        waitMs = IDLE_POLL_MS;
      }
      await pause(waitMs, closing.signal);
      waitMs = Math.min(IDLE_POLL_MS, waitMs * 2);
    }
  };

  return {
    nextOffset: (topic, partition) => known.get(`${topic}/${partition}`) ?? 0,
    advance,
    listen(listener) {
      listeners.add(listener);
      if (listeners.size === 1) polling = polling.then(poll);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await polling;
    },
  };
};

/** Every head, or those of one topic. */
export const readHeads = async (pool: Pool, topic?: string): Promise<Head[]> => {
  const { rows } = await pool.query<{ topic: string; partition: number; next_offset: string }>({
    name: 'broker-heads',
    text: 'select topic, partition, next_offset from broker.heads where $1::text is null or topic = $1',
    values: [topic],
  });
  return rows.map((row) => ({ topic: row.topic, partition: row.partition, nextOffset: Number(row.next_offset) }));
};

/** Heads only grow, so their sum changes when any does: one small row for the many polls that find nothing. */
const totalOf = async (pool: Pool): Promise<string | undefined> => {
  const { rows } = await pool.query<{ total: string }>({
    name: 'broker-heads-total',
    text: 'select sum(next_offset)::text as total from broker.heads',
  });
  return rows[0]?.total;
};
