import { PARTITIONS, type Topic } from '@stoa/contracts';
import { backoffMs } from '../backoff.ts';
import type { DurableSubscription, ReceivedMessage, Subscription } from '../broker.ts';
import { pause } from '../pause.ts';

/** What a group's members share: where it stands in each partition, and which partitions somebody works on. */
export interface MemoryGroup {
  readonly positions: Map<string, number>;
  readonly members: MemoryMember[];
  readonly busy: Set<string>;
  /** Starts work on every partition that has some and is free. */
  pump: () => void;
}

interface MemoryMember extends Subscription {
  readonly topics: readonly Topic[];
  readonly work: (topic: Topic, partition: number) => Promise<void>;
}

/** Adds a member; partitions are dealt out by number among the members that want the topic. */
export const joinMemoryGroup = (
  group: MemoryGroup,
  { topics, handle }: DurableSubscription,
  entriesOf: (topic: Topic, partition: number) => readonly ReceivedMessage[],
): Subscription => {
  const closing = new AbortController();
  const inHand = new Set<Promise<void>>();

  const work = async (topic: Topic, partition: number): Promise<void> => {
    const place = `${topic}/${partition}`;
    for (let failures = 0; !closing.signal.aborted && ownerOf(group, topic, partition) === member;) {
      const position = group.positions.get(place) ?? 0;
      const message = entriesOf(topic, partition)[position];
      if (!message) return;
      try {
        await handle(message, closing.signal);
        group.positions.set(place, position + 1);
        failures = 0;
      } catch {
        await pause(backoffMs(failures++), closing.signal);
      }
    }
  };

  const member: MemoryMember = {
    topics,
    work(topic, partition) {
      const done = work(topic, partition).finally(() => inHand.delete(done));
      inHand.add(done);
      return done;
    },
    async close() {
      closing.abort();
      const place = group.members.indexOf(member);
      if (place >= 0) group.members.splice(place, 1);
      await Promise.all(inHand);
      group.pump();
    },
  };

  group.pump = () => {
    for (const topic of new Set(group.members.flatMap((each) => each.topics)))
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const place = `${topic}/${partition}`;
        const hasMore = entriesOf(topic, partition).length > (group.positions.get(place) ?? 0);
        if (group.busy.has(place) || !hasMore) continue;
        group.busy.add(place);
        void ownerOf(group, topic, partition)
          ?.work(topic, partition)
          .finally(() => {
            group.busy.delete(place);
            group.pump();
          });
      }
  };

  for (const topic of topics) entriesOf(topic, 0);
  group.members.push(member);
  group.pump();
  return member;
};

const ownerOf = (group: MemoryGroup, topic: Topic, partition: number): MemoryMember | undefined => {
  const wanting = group.members.filter((member) => member.topics.includes(topic));
  return wanting[partition % wanting.length];
};
