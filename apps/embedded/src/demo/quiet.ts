import { createPool } from '@stoa/platform';
import type { Stoa } from '../start-stoa.ts';
import { platform } from './callers.ts';
import type { Ask } from './ask.ts';
import { DemoError } from './demo-error.ts';
import { until } from './until.ts';

export interface Quiet {
  /** Waits until every announced event was applied by all who follow it and every mail has left. @throws DemoError when one was refused. */
  wait(): Promise<void>;
  close(): Promise<void>;
}

interface Announced {
  readonly topic: string;
  readonly id: string;
  readonly seq: number;
}

type Pool = ReturnType<typeof createPool>;

/**
 * Compares what each domain announced with what its followers applied, in their own tables: true for every broker, and
 * also for events that an earlier process left behind. Only aggregates that moved since the last quiet are compared.
 */
export const quietOf = (
  { subgraphs, databaseUrl, followedTopics }: Stoa,
  { ask, hurry }: Pick<Ask, 'ask'> & { readonly hurry: () => void },
): Quiet => {
  const pools = Object.keys(subgraphs).map((name) => ({
    name,
    mark: 0,
    pool: createPool({ connectionString: databaseUrl(name), max: 1, name: `stoa-demo-${name}` }),
  }));

  const announced = async () => {
    const rows = await Promise.all(pools.map(async (domain) => ({ domain, ...(await announcedSince(domain)) })));
    return { rows, text: JSON.stringify(rows.map(({ top }) => top)), events: rows.flatMap(({ events }) => events) };
  };
  const isQuiet = async (): Promise<true | undefined> => {
    const before = await announced();
    const behind = await Promise.all(
      pools.map(({ name, pool }) => {
        const topics = followedTopics.get(name) ?? [];
        return isBehind(
          pool,
          before.events.filter(({ topic }) => (topics as readonly string[]).includes(topic)),
        );
      }),
    );
    if (behind.includes(true)) return undefined;
    // Whoever applied an event may have announced another one in the same transaction.
    if ((await announced()).text !== before.text) return undefined;
    for (const { domain, top } of before.rows) domain.mark = top;
    return true;
  };

  const haveMailsLeft = async (): Promise<true | undefined> => {
    const { notificationDeliveries } = await ask<{ notificationDeliveries: { nodes: unknown[] } }>({
      of: 'notifications',
      as: platform,
      query: '{ notificationDeliveries(first: 1, filter: { statuses: [QUEUED, SENDING] }) { nodes { id } } }',
    });
    if (notificationDeliveries.nodes.length === 0) return true;
    await subgraphs['notifications']?.runJob('send-notifications');
    return undefined;
  };

  return {
    wait: async () => {
      const probe = async () => (await isQuiet()) ?? (await complainAboutDeadLetters(pools));
      await until('all events are applied', { probe });
      await until('all mails have left', { probe: haveMailsLeft, hurry });
    },
    close: async () => {
      await Promise.all(pools.map(({ pool }) => pool.end()));
    },
  };
};

async function announcedSince({ pool, mark }: { pool: Pool; mark: number }) {
  const { rows } = await pool.query<Announced & { top: string }>(
    `SELECT topic, aggregate_id AS id, max(aggregate_seq) AS seq, max(seq) AS top FROM outbox WHERE seq > $1 GROUP BY 1, 2`,
    [mark],
  );
  return { events: rows, top: Math.max(mark, ...rows.map(({ top }) => Number(top))) };
}

async function isBehind(pool: Pool, events: readonly Announced[]): Promise<boolean> {
  if (events.length === 0) return false;
  const { rows } = await pool.query(
    `SELECT FROM unnest($1::text[], $2::int[]) AS a(id, seq)
     LEFT JOIN inbox_sequences s ON s.aggregate_id = a.id WHERE coalesce(s.last_seq, 0) < a.seq LIMIT 1`,
    [events.map(({ id }) => id), events.map(({ seq }) => seq)],
  );
  return rows.length > 0;
}

async function complainAboutDeadLetters(pools: readonly { name: string; pool: Pool }[]): Promise<undefined> {
  for (const { name, pool } of pools) {
    const { rows } = await pool.query<{ type: string; reason: string }>(
      'SELECT type, reason FROM dead_letters WHERE resolved_at IS NULL LIMIT 1',
    );
    if (rows[0]) throw new DemoError(`${name} could not apply ${rows[0].type}: ${rows[0].reason}`);
  }
  return undefined;
}
