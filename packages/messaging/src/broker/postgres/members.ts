import type { Topic } from '@stoa/contracts';
import type { Pool } from 'pg';

/** How long a silent member keeps its partitions, in ms. */
export const LEASE_MS = 6000;

export interface MemberRow {
  readonly memberId: string;
  readonly group: string;
  readonly topics: readonly Topic[];
}

/** What a member owns of a topic, and what it may own. */
export interface Share {
  readonly memberId: string;
  readonly topic: Topic;
  /** Living members of the group that want the topic. */
  readonly members: number;
  readonly owned: readonly number[];
  /** Partitions that nobody alive owns. */
  readonly free: number;
}

/** Prolongs the leases of all members of this process, or files them again when they were swept away. */
export const renewMembers = async (pool: Pool, members: readonly MemberRow[]): Promise<void> => {
  await pool.query({
    name: 'broker-renew',
    text: `
      with swept as (delete from broker.members where expires_at < now() - interval '1 minute'
                     and not member_id in (select "memberId" from jsonb_to_recordset($1) as m("memberId" uuid)))
      insert into broker.members (member_id, group_name, topics, expires_at)
      select "memberId", "group", topics, now() + $2 * interval '1 ms'
      from jsonb_to_recordset($1) as m("memberId" uuid, "group" text, topics text[])
      order by 1
      on conflict (member_id) do update set expires_at = excluded.expires_at`,
    values: [JSON.stringify(members), LEASE_MS],
  });
};

/** Removes a member and gives back everything it owns. */
export const removeMember = async (pool: Pool, memberId: string): Promise<void> => {
  await pool.query(
    `with freed as (update broker.positions set owner = null where owner = $1)
     delete from broker.members where member_id = $1`,
    [memberId],
  );
};

/** Ends all leases; the rows are swept away later. What their members owned is free from now on. */
export const endMembers = async (pool: Pool): Promise<void> => {
  await pool.query('update broker.members set expires_at = now() where expires_at > now()');
};

/** How the partitions are spread, seen from these members: one row per member and topic. */
export const surveyShares = async (pool: Pool, members: readonly MemberRow[]): Promise<Share[]> => {
  const { rows } = await pool.query<Share>({
    name: 'broker-survey',
    text: `
      with living as (
        select group_name, topic, count(*)::int as members
        from broker.members, unnest(topics) as topic where expires_at > now() and group_name = any($2) group by 1, 2
      )
      select m.member_id as "memberId", p.topic, l.members,
             coalesce(array_agg(p.partition) filter (where p.owner = m.member_id), '{}') as owned,
             (count(*) filter (where o.member_id is null))::int as free
      from broker.members m
      join broker.positions p on p.group_name = m.group_name and p.topic = any(m.topics)
      join living l on l.group_name = p.group_name and l.topic = p.topic
      left join broker.members o on o.member_id = p.owner and o.expires_at > now()
      where m.member_id = any($1)
      group by 1, 2, 3`,
    values: [members.map((member) => member.memberId), [...new Set(members.map((member) => member.group))]],
  });
  return rows;
};
