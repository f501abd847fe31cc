import type { Topic } from '@stoa/contracts';
import type { Pool } from 'pg';

/** A partition that a member holds; the epoch says which holding of it. */
export interface Claim {
  readonly topic: Topic;
  readonly partition: number;
  readonly epoch: string;
  readonly position: number;
}

/** Gives a new group its positions, at the earliest message. @throws when a topic was not prepared. */
export const createPositions = async (pool: Pool, group: string, topics: readonly Topic[]): Promise<void> => {
  await pool.query(
    `insert into broker.positions (group_name, topic, partition)
     select $1, topic, partition from broker.heads where topic = any($2) on conflict do nothing`,
    [group, topics],
  );
  const { rows } = await pool.query<{ topic: string }>(
    `select topic from unnest($1::text[]) as topic where topic not in (select topic from broker.heads)`,
    [topics],
  );
  if (rows.length > 0) throw new Error(`Topics not prepared: ${rows.map((row) => row.topic).join(', ')}`);
};

/** Takes up to the wanted number of partitions that nobody alive owns. Raising the epoch shuts the former owner out. */
export const claimPartitions = async (
  pool: Pool,
  { memberId, group, wanted }: { memberId: string; group: string; wanted: ReadonlyMap<Topic, number> },
): Promise<Claim[]> => {
  const { rows } = await pool.query<{ topic: Topic; partition: number; epoch: string; next_offset: string }>(
    `update broker.positions p set owner = $1, epoch = p.epoch + 1
     from (
       select free.topic, free.partition
       from unnest($3::text[], $4::int[]) as wanted(topic, partitions)
       cross join lateral (
         select f.topic, f.partition from broker.positions f
         where f.group_name = $2 and f.topic = wanted.topic
           and not exists (select from broker.members m where m.member_id = f.owner and m.expires_at > now())
         order by f.partition limit wanted.partitions for update skip locked) as free
     ) as taken
     where p.group_name = $2 and p.topic = taken.topic and p.partition = taken.partition
     returning p.topic, p.partition, p.epoch, p.next_offset`,
    [memberId, group, [...wanted.keys()], [...wanted.values()]],
  );
  return rows.map(({ next_offset, ...row }) => ({ ...row, position: Number(next_offset) }));
};

/** Moves a group's position. False: the partition has another owner by now, and nothing was moved. */
export const commitPosition = async (
  pool: Pool,
  { group, claim, position }: { group: string; claim: Claim; position: number },
): Promise<boolean> => {
  const { rowCount } = await pool.query({
    name: 'broker-commit',
    text: `update broker.positions set next_offset = $5
           where group_name = $1 and topic = $2 and partition = $3 and epoch = $4`,
    values: [group, claim.topic, claim.partition, claim.epoch, position],
  });
  return rowCount === 1;
};

/** Gives partitions back, as far as the member still owns them. */
export const releasePartitions = async (
  pool: Pool,
  { memberId, topic, partitions }: { memberId: string; topic: Topic; partitions: readonly number[] },
): Promise<void> => {
  await pool.query(
    'update broker.positions set owner = null where owner = $1 and topic = $2 and partition = any($3::smallint[])',
    [memberId, topic, partitions],
  );
};
