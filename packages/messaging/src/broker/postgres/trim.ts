import type { Pool } from 'pg';

const BATCH_PER_PARTITION = 1000;

/** Deletes messages appended before `olderThan` that every durable group has passed, in small batches; tells how many. */
export const trimLog = async (pool: Pool, olderThan: Date): Promise<number> => {
  for (let trimmed = 0; ;) {
    const { rowCount } = await pool.query(TRIM_BATCH, [olderThan, BATCH_PER_PARTITION]);
    if (!rowCount) return trimmed;
    trimmed += rowCount;
  }
};

const TRIM_BATCH = `
delete from broker.log l using (
  select oldest.topic, oldest.partition, oldest."offset"
  from (
    select h.topic, h.partition, coalesce(min(p.next_offset), h.next_offset) as floor
    from broker.heads h left join broker.positions p using (topic, partition) group by h.topic, h.partition
  ) as passed
  cross join lateral (
    select e.topic, e.partition, e."offset", e.appended_at from broker.log e
    where e.topic = passed.topic and e.partition = passed.partition and e."offset" < passed.floor
    order by e."offset" limit $2
  ) as oldest
  where oldest.appended_at < $1
) as gone
where l.topic = gone.topic and l.partition = gone.partition and l."offset" = gone."offset"`;
