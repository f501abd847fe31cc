import { partitionOf, type Topic } from '@stoa/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrokerMessage, ReceivedMessage } from '../../src/broker/broker.ts';

/** Names of one test: topics outlive it on a real broker, so its group and keys are its own. */
export const aRun = () => {
  const id = randomUUID();
  const keyed = (name: string): string => `${id}:${name}`;
  return {
    group: `group-${id}`,
    owns: (message: ReceivedMessage): boolean => message.key.startsWith(id),
    message: (key: string, value: string | number, topic: Topic = 'orders'): BrokerMessage => ({
      topic,
      key: keyed(key),
      value: String(value),
    }),
    /** A key name whose messages go to this partition. */
    keyIn(partition: number): string {
      for (let n = 0; ; n++) if (partitionOf(keyed(`k${n}`)) === partition) return `k${n}`;
    },
  };
};
export type Run = ReturnType<typeof aRun>;

/** A handler that keeps what it was given of this run. */
export const aRecorder = (run: Run) => {
  const seen: ReceivedMessage[] = [];
  return {
    seen,
    values: () => seen.map((message) => message.value),
    handle: async (message: ReceivedMessage): Promise<void> => {
      if (run.owns(message)) seen.push(message);
    },
    /** Values by key, each without repetitions, in the order of their first arrival. */
    firstArrivals: (): Record<string, string[]> =>
      Object.fromEntries(
        Map.groupBy(seen, (message) => message.key.split(':')[1] ?? '')
          .entries()
          .map(([key, messages]) => [key, [...new Set(messages.map((message) => message.value))]]),
      ),
  };
};

/** Waits until the condition holds. @throws after 60 s, naming what was waited for. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await wait(20);
  }
};

/** Publishes until the broker takes it, as the relay does. */
export const insist = async (publish: () => Promise<void>): Promise<void> => {
  for (let attempts = 1; ; attempts++) {
    try {
      await publish();
      return;
    } catch (error) {
      if (attempts === 200) throw error;
      await wait(100);
    }
  }
};

export const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
