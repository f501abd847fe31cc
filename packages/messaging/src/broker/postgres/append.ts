import { partitionOf } from '@stoa/contracts';
import type { Pool } from 'pg';
import type { BrokerMessage } from '../broker.ts';

export interface Head {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
}

/** Appends in the given order, all or nothing, and tells the new heads. @throws when a topic was not prepared. */
export const append = async (pool: Pool, messages: readonly BrokerMessage[]): Promise<Head[]> => {
  const { rows } = await pool.query<{ topic: string; partition: number; next_offset: string }>({
    name: 'broker-append',
    text: APPEND,
    values: [
      messages.map((message) => message.topic),
      messages.map((message) => partitionOf(message.key)),
      messages.map((message) => message.key),
      messages.map((message) => message.value),
    ],
  });
  return rows.map((row) => ({ topic: row.topic, partition: row.partition, nextOffset: Number(row.next_offset) }));
};

// Heads are locked in one order, or two writers over the same partitions would deadlock. The left join gives a message
// without a head a null offset, which the table refuses: nothing vanishes in silence.
const APPEND = `
with incoming as (
  select * from unnest($1::text[], $2::smallint[], $3::text[], $4::text[])
    with ordinality as m(topic, partition, key, value, place)
), counted as (
  select topic, partition, count(*) as messages from incoming group by topic, partition
), locked as (
  select h.topic, h.partition, h.next_offset, c.messages
  from broker.heads h join counted c using (topic, partition)
  order by h.topic, h.partition for update of h
), moved as (
  update broker.heads h set next_offset = l.next_offset + l.messages
  from locked l where h.topic = l.topic and h.partition = l.partition
  returning h.topic, h.partition, l.next_offset as first, h.next_offset
), appended as (
  insert into broker.log (topic, partition, "offset", key, value)
  select i.topic, i.partition,
         m.first + row_number() over (partition by i.topic, i.partition order by i.place) - 1, i.key, i.value
  from incoming i left join moved m using (topic, partition)
)
select topic, partition, next_offset from moved`;
