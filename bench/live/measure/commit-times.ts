import type pg from 'pg';
import { sharedNow } from '../../measure/clock.ts';
import type { Changes } from './deliveries.ts';

/** When orders were committed, by PostgreSQL's own record; it has to run with `track_commit_timestamp`. */
export interface CommitWatch {
  /** The changes that were committed since the last call. */
  readonly changes: () => Promise<Changes & { readonly at: readonly number[] }>;
}

export const COMMIT_TIMES = { track_commit_timestamp: 'on' } as const;

const TRIES = 50;

/** Watches the orders of these ids; a change's `order` is its place among them. */
export const watchCommits = async (pool: pg.Pool, ids: readonly string[]): Promise<CommitWatch> => {
  const place = new Map(ids.map((id, n) => [id, n]));
  const { rows } = await pool.query<{ id: string; version: number }>(
    'SELECT id, version FROM orders WHERE id = ANY($1)',
    [ids],
  );
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const offset = await clockOffset(pool);
  let lastEntry = await newestEntry(pool);
  return {
    changes: async () => {
      // Whoever changes an order writes its timeline: rows that are never written again, so that xmin is the change's own.
      const { rows: entries } = await pool.query<Entry>(
        `SELECT order_id, max(id) AS entry, xmin::text, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS at
         FROM timeline_entries WHERE id > $1 GROUP BY order_id, xmin::text, xmin ORDER BY at`,
        [lastEntry],
      );
      lastEntry = entries.reduce((last, { entry }) => Math.max(last, entry), lastEntry);
      const ours = entries.filter(({ order_id: id }) => place.has(id));
      const nextVersion = (id: string) => {
        const version = (versions.get(id) ?? 0) + 1;
        versions.set(id, version);
        return version;
      };
      return {
        order: ours.map(({ order_id: id }) => place.get(id) ?? NaN),
        version: ours.map(({ order_id: id }) => nextVersion(id)),
        at: ours.map(({ at }) => at - offset),
      };
    },
  };
};

interface Entry {
  readonly order_id: string;
  readonly entry: number;
  readonly at: number;
}

async function newestEntry(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM timeline_entries');
  return rows[0]?.last ?? 0;
}

/** How far PostgreSQL's clock (since 1970) is before the shared one: the answer that came fastest tells best. */
async function clockOffset(pool: pg.Pool): Promise<number> {
  let best = { tookMs: Infinity, offset: NaN };
  for (let n = 0; n < TRIES; n += 1) {
    const before = sharedNow();
    const { rows } = await pool.query<{ at: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at',
    );
    const tookMs = sharedNow() - before;
    if (tookMs < best.tookMs) best = { tookMs, offset: (rows[0]?.at ?? NaN) - (before + tookMs / 2) };
  }
  return best.offset;
}
