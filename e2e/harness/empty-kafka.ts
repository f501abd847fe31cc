import { TOPICS } from '@stoa/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { DOMAINS } from './domains.ts';
import { until } from './until.ts';

/** Takes everything of earlier runs out of a Kafka that several runs use one after the other. */
export const emptyKafka = async (brokers: readonly string[]): Promise<void> => {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'stoa-e2e', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
    // A group whose member was killed is not empty before its session is over.
    await until('the groups to be empty', async () => {
      const ours = groups.filter((group) => (DOMAINS as readonly string[]).includes(group));
      if (ours.length > 0) await admin.deleteGroups(ours);
      return true;
    });
    const topics = (await admin.listTopics()).filter((topic) => (TOPICS as readonly string[]).includes(topic));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    await until(
      'the topics to be gone',
      async () => !(await admin.listTopics()).some((topic) => topics.includes(topic)),
    );
  } finally {
    await admin.disconnect();
  }
};
