import { PARTITIONS, type Topic } from '@stoa/contracts';
import type { Admin } from 'kafkajs';
import { setTimeout as wait } from 'node:timers/promises';

/** Events are kept by time and never compacted: longer than the three weeks a listener may be away. */
const RETENTION_MS = 28 * 24 * 3600 * 1000;
const PATIENCE_MS = 30_000;
const RETRY_MS = 250;

/** Creates missing topics and waits until every partition has a leader. @throws after 30 s, or when a partition count differs. */
export const prepareTopics = async (admin: Admin, topics: readonly Topic[]): Promise<void> => {
  const until = Date.now() + PATIENCE_MS;
  await retryUntil(until, () => createMissing(admin, topics));
  while (!(await retryUntil(until, () => areLed(admin, topics)))) {
    if (Date.now() > until) throw new Error(`Topics without leaders after ${PATIENCE_MS} ms: ${topics.join(', ')}`);
    await wait(RETRY_MS);
  }
};

/** Kafka's own waiting for leaders gives up with an error on a broker that has just started, hence the polling. */
const createMissing = async (admin: Admin, topics: readonly Topic[]): Promise<void> => {
  await admin.createTopics({
    waitForLeaders: false,
    topics: topics.map((topic) => ({
      topic,
      numPartitions: PARTITIONS,
      replicationFactor: -1,
      configEntries: [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: String(RETENTION_MS) },
      ],
    })),
  });
};

const areLed = async (admin: Admin, topics: readonly Topic[]): Promise<boolean> => {
  const { topics: described } = await admin.fetchTopicMetadata({ topics: [...topics] });
  for (const { name, partitions } of described)
    if (partitions.length > 0 && partitions.length !== PARTITIONS)
      throw new Error(
        `Topic ${name} has ${partitions.length} partitions on this broker, the contract says ${PARTITIONS}`,
      );
  return described.every(
    ({ partitions }) => partitions.length === PARTITIONS && partitions.every((each) => each.leader >= 0),
  );
};

/** Answering is not leading: for some seconds after a start a broker refuses with errors it calls retriable. */
const retryUntil = async <T>(until: number, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (err) {
      const isRetriable = err instanceof Error && 'retriable' in err && err.retriable === true;
      if (!isRetriable || Date.now() > until) throw err;
      await wait(RETRY_MS);
    }
  }
};
