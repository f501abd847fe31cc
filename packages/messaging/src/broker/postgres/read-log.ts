import type { Topic } from '@stoa/contracts';
import type { Pool } from 'pg';
import type { ReceivedMessage } from '../broker.ts';

const BATCH_MESSAGES = 100;
const BATCH_BYTES = 1_000_000;

interface LogRow {
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: string;
}

/** The next messages of one partition in order: at most 100, and after the first no more than 1 MB. */
export const readPartition = async (
  pool: Pool,
  { topic, partition, from }: { topic: Topic; partition: number; from: number },
): Promise<ReceivedMessage[]> => {
  const { rows } = await pool.query<LogRow>({
    name: 'broker-read-partition',
    text: `
      select partition, "offset", key, value from (
        select *, sum(octet_length(value)) over (order by "offset") - octet_length(value) as bytes_before
        from (select partition, "offset", key, value from broker.log
              where topic = $1 and partition = $2 and "offset" >= $3 order by "offset" limit $4) as next
      ) as measured
      where bytes_before < $5 order by "offset"`,
    values: [topic, partition, from, BATCH_MESSAGES, BATCH_BYTES],
  });
  return rows.map((row) => ({ topic, ...row }));
};

/** The next messages of several partitions of a topic, each partition's in order: at most 100 of each. */
export const readTopic = async (
  pool: Pool,
  { topic, from }: { topic: Topic; from: ReadonlyMap<number, number> },
): Promise<ReceivedMessage[]> => {
  const { rows } = await pool.query<LogRow>({
    name: 'broker-read-topic',
    text: `
      select next.* from unnest($2::smallint[], $3::bigint[]) as wanted(partition, position)
      cross join lateral (
        select l.partition, l."offset", l.key, l.value from broker.log l
        where l.topic = $1 and l.partition = wanted.partition and l."offset" >= wanted.position
        order by l."offset" limit $4) as next`,
    values: [topic, [...from.keys()], [...from.values()], BATCH_MESSAGES],
  });
  return rows.map((row) => ({ topic, ...row }));
};
