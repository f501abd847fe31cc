import type { Topic } from '@stoa/contracts';
import type { Admin, Consumer, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { callListener } from '../call-listener.ts';
import type { Subscription, TailSubscription } from '../broker.ts';
import { within } from '../within.ts';
import type { ConsumerDeps } from './group-consumer.ts';
import { CONSUMER_SETTINGS } from './sessions.ts';
import { watchConsumer } from './watchdog.ts';

export interface Tails {
  add(tail: TailSubscription): Promise<Subscription>;
  close(): Promise<void>;
}

const FAREWELL_MS = 1_000;

/** All tails of the process share one consumer in a throw-away group; another topic means a new consumer, and all are told. */
export const createTails = (deps: ConsumerDeps & { readonly admin: () => Promise<Admin> }): Tails => {
  const tails = new Set<TailSubscription>();
  let following: { readonly topics: ReadonlySet<Topic>; readonly consumer: Subscription } | undefined;
  let lastChange: Promise<void> = Promise.resolve();
  let isClosed = false;
  const throwWhenClosed = (): void => {
    if (isClosed) throw new Error('The broker is closed');
  };

  const follow = async (): Promise<void> => {
    throwWhenClosed();
    const topics = new Set([...tails].map((tail) => tail.topic));
    if (topics.size === 0 || (following && topics.isSubsetOf(following.topics))) return;
    await following?.consumer.close();
    following = undefined;
    const consumer = await startTailConsumer(deps, topics, tails);
    if (isClosed) await consumer.close();
    else following = { topics, consumer };
  };

  /** One change at a time; calls made together find their topic already followed. */
  const change = (): Promise<void> => {
    const result = lastChange.then(follow);
    lastChange = result.catch(() => {});
    return result;
  };

  return {
    async add(tail) {
      throwWhenClosed();
      const joinsRunning = following?.topics.has(tail.topic) === true;
      tails.add(tail);
      try {
        await change();
      } catch (err) {
        tails.delete(tail);
        throw err;
      }
      if (joinsRunning) callListener(deps.log, tail.topic, tail.onAssigned);
      return { close: async () => void tails.delete(tail) };
    },
    // An attempt under way, which kafkajs cannot cancel, is not waited for; it is closed when it succeeds.
    async close() {
      isClosed = true;
      tails.clear();
      await following?.consumer.close();
    },
  };
};

/** Resolves once every partition has its place at the end. */
const startTailConsumer = async (
  deps: ConsumerDeps & { readonly admin: () => Promise<Admin> },
  topics: ReadonlySet<Topic>,
  tails: ReadonlySet<TailSubscription>,
): Promise<Subscription> => {
  const { kafka, log, answers, onFatal } = deps;
  const consumer = kafka.consumer({ groupId: `stoa-tail-${randomUUID()}`, ...CONSUMER_SETTINGS });
  const listening = Promise.withResolvers<void>();
  let isPlaced = false;
  let isClosed = false;

  const place = async (join: ConsumerGroupJoinEvent): Promise<void> => {
    isPlaced = false;
    try {
      await seekToEnd(await deps.admin(), consumer, Object.keys(join.payload.memberAssignment));
      isPlaced = true;
      for (const tail of tails) if (topics.has(tail.topic)) callListener(log, tail.topic, tail.onAssigned);
      listening.resolve();
    } catch (err) {
      if (isClosed) return;
      log.debug({ err }, 'tail not placed yet');
      setTimeout(() => void place(join), CONSUMER_SETTINGS.maxWaitTimeInMs);
    }
  };

  const eachBatch = async ({ batch, isStale }: EachBatchPayload): Promise<void> => {
    const topic = batch.topic as Topic;
    for (const { offset, key, value } of batch.messages) {
      if (!isPlaced || isClosed || isStale()) return;
      const message = { topic, partition: batch.partition, offset, key: String(key), value: String(value) };
      for (const tail of tails) if (tail.topic === topic) callListener(log, topic, () => tail.onMessage(message));
    }
  };

  consumer.on(consumer.events.GROUP_JOIN, (join) => void place(join));
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    listening.reject(payload.error);
    if (!payload.restart) onFatal(payload.error);
  });
  const onSilent = (silentMs: number): void => onFatal(new Error(`Tail consumer fetched nothing for ${silentMs} ms`));
  const unwatch = watchConsumer(consumer, { isBusy: () => false, answers, onSilent });
  const close = async (): Promise<void> => {
    isClosed = true;
    unwatch();
    // A throw-away group needs no farewell; kafkajs tries to take one for as long as Kafka is away.
    const left = within(FAREWELL_MS, 'farewell', consumer.disconnect());
    await left.catch((err: unknown) => log.debug({ err }, 'tail consumer left without a word'));
  };

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: false });
    await consumer.run({ autoCommit: false, eachBatch });
    await listening.promise;
    return { close };
  } catch (err) {
    await close();
    throw err;
  }
};

/** kafkajs finds "latest" with its first fetch, somewhat after joining; what is published until then would be missed unnoticed. */
const seekToEnd = async (admin: Admin, consumer: Consumer, topics: readonly string[]): Promise<void> => {
  for (const topic of topics)
    for (const { partition, high } of await admin.fetchTopicOffsets(topic))
      consumer.seek({ topic, partition, offset: high });
};
