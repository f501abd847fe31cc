import type { Kafka } from 'kafkajs';
import type { BrokerLog } from '../broker-log.ts';
import type { DurableSubscription, Subscription } from '../broker.ts';
import { CONCURRENT_PARTITIONS } from '../slots.ts';
import { createBatchHandler } from './batch-handler.ts';
import { CONSUMER_SETTINGS } from './sessions.ts';
import { watchConsumer } from './watchdog.ts';

export interface ConsumerDeps {
  readonly kafka: Kafka;
  readonly log: BrokerLog;
  readonly answers: () => Promise<boolean>;
  /** The consumer is dead and does not come back: only a new process does. */
  readonly onFatal: (error: Error) => void;
}

/** Joins a durable group with a consumer of its own. Resolves once joined. */
export const joinKafkaGroup = async (
  { kafka, log, answers, onFatal }: ConsumerDeps,
  subscription: DurableSubscription,
): Promise<Subscription> => {
  const { group, topics } = subscription;
  const consumer = kafka.consumer({ groupId: group, ...CONSUMER_SETTINGS });
  const batches = createBatchHandler(subscription, log);

  consumer.on(consumer.events.GROUP_JOIN, () => batches.rejoined());
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    log.warn({ group, err: payload.error, restart: payload.restart }, 'consumer crashed');
    if (!payload.restart) onFatal(payload.error);
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: batches.eachBatch,
    });
  } catch (err) {
    await consumer.disconnect();
    throw err;
  }
  const unwatch = watchConsumer(consumer, {
    isBusy: batches.isBusy,
    answers,
    onSilent: (silentMs) => onFatal(new Error(`Consumer of group ${group} fetched nothing for ${silentMs} ms`)),
  });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    unwatch();
    batches.stop();
    await consumer.disconnect();
  };
  return { close: () => (closed ??= close()) };
};
