import type pg from 'pg';
import { onPool } from './transaction.ts';

const HOUR_MS = 3_600_000;
const KEPT = [
  // A receipt outlives every retry: API.md promises 72 hours.
  { table: 'receipts', where: 'created_at', keptMs: 72 * HOUR_MS },
  { table: 'outbox', where: 'published_at', keptMs: 7 * 24 * HOUR_MS },
  { table: 'dead_letters', where: 'resolved_at', keptMs: 30 * 24 * HOUR_MS },
] as const;

/** Deletes what has served its time, at most `batchSize` rows of each table. Returns how many went; repeat until zero. */
export const sweepMessaging = async (pool: pg.Pool, now: Date, batchSize = 1_000): Promise<number> => {
  let swept = 0;
  for (const { table, where, keptMs } of KEPT) {
    const { rowCount } = await onPool(pool).query(
      `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE ${where} < $1 LIMIT $2)`,
      [new Date(now.getTime() - keptMs), batchSize],
    );
    swept += rowCount;
  }
  return swept;
};
