import { PARTITIONS, partitionOf, type Topic } from '@stoa/contracts';
import type { Broker, ReceivedMessage, TailSubscription } from './broker.ts';
import { joinMemoryGroup, type MemoryGroup } from './memory/memory-group.ts';
import { runsOf } from './message-size.ts';

/** A broker inside this process, for unit tests only: closing it ends subscriptions but keeps log and positions. */
export const createMemoryBroker = (): Broker => {
  const log = new Map<Topic, ReceivedMessage[][]>();
  const groups = new Map<string, MemoryGroup>();
  const tails = new Set<TailSubscription>();

  return {
    kind: 'memory',

    async prepare(topics) {
      for (const topic of topics)
        if (!log.has(topic))
          log.set(
            topic,
            Array.from({ length: PARTITIONS }, () => []),
          );
    },

    async publish(messages) {
      runsOf(messages, Infinity);
      const added = messages.map((message) => {
        const partition = partitionOf(message.key);
        const entries = partitionLog(log, message.topic, partition);
        const received: ReceivedMessage = { ...message, partition, offset: String(entries.length) };
        entries.push(received);
        return received;
      });
      for (const group of groups.values()) group.pump();
      for (const message of added) for (const tail of tails) if (tail.topic === message.topic) tail.onMessage(message);
    },

    async subscribe(subscription) {
      const group = groups.get(subscription.group) ?? {
        positions: new Map(),
        members: [],
        busy: new Set(),
        pump: () => {},
      };
      groups.set(subscription.group, group);
      return joinMemoryGroup(group, subscription, (topic, partition) => partitionLog(log, topic, partition));
    },

    async tail(subscription) {
      tails.add(subscription);
      subscription.onAssigned();
      return { close: async () => void tails.delete(subscription) };
    },

    async check() {},

    async close() {
      tails.clear();
      await Promise.all([...groups.values()].flatMap((group) => group.members.map((member) => member.close())));
    },
  };
};

const partitionLog = (log: Map<Topic, ReceivedMessage[][]>, topic: Topic, partition: number): ReceivedMessage[] => {
  const entries = log.get(topic)?.[partition];
  if (!entries) throw new Error(`Topic ${topic} was not prepared`);
  return entries;
};
