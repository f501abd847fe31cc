import { PARTITIONS, type Topic } from '@stoa/contracts';
import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';

/** Applies the broker's schema and adds missing topics. @throws when a topic exists with another number of partitions. */
export const prepareSchema = async (pool: Pool, topics: readonly Topic[]): Promise<void> => {
  const ddl = await readFile(new URL('./postgres-broker.sql', import.meta.url), 'utf8');
  // `if not exists` is no protection against a second process doing the same: one at a time.
  await pool.query(`begin; select pg_advisory_xact_lock(hashtext('stoa broker schema')); ${ddl}; commit`);
  await pool.query(
    `insert into broker.heads (topic, partition)
     select topic, partition from unnest($1::text[]) as topic, generate_series(0, $2 - 1) as partition
     order by 1, 2 on conflict do nothing`,
    [topics, PARTITIONS],
  );
  const { rows } = await pool.query<{ topic: string; partitions: number }>(
    `select topic, count(*)::int as partitions from broker.heads where topic = any($1) group by topic having count(*) <> $2`,
    [topics, PARTITIONS],
  );
  for (const { topic, partitions } of rows)
    throw new Error(`Topic ${topic} has ${partitions} partitions on this broker, the contract says ${PARTITIONS}`);
};
