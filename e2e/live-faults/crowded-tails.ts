import { Kafka, logLevel, type Consumer } from 'kafkajs';

const brokers = () => (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');

/** A stranger joins the groups that the routers hear with, and takes a part of their partitions. Answers what makes it leave. */
export const crowdTails = async (): Promise<() => Promise<void>> => {
  const kafka = new Kafka({ brokers: brokers(), clientId: 'stranger', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  const ids = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith('stoa-tail-'));
  const described = await admin.describeGroups(ids);
  await admin.disconnect();
  const living = described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
  const strangers = await Promise.all(living.map((groupId) => join(kafka, groupId)));
  return async () => {
    await Promise.all(strangers.map((stranger) => stranger.disconnect()));
  };
};

async function join(kafka: Kafka, groupId: string): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6_000, heartbeatInterval: 2_000 });
  const assigned = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    if (Object.values(payload.memberAssignment).some((partitions) => partitions.length > 0)) assigned.resolve();
  });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders', 'payments', 'inventory'], fromBeginning: false });
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await assigned.promise;
  return consumer;
}
