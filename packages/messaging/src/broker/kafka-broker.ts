import type { BrokerLog } from './broker-log.ts';
import type { Broker, Subscription } from './broker.ts';
import { connectWhenNeeded } from './kafka/connect-when-needed.ts';
import { joinKafkaGroup } from './kafka/group-consumer.ts';
import { createKafkaClient, ONE_TRY, PATIENT, type KafkaAddress } from './kafka/kafka-client.ts';
import { createPublisher } from './kafka/kafka-publish.ts';
import { createTails } from './kafka/kafka-tails.ts';
import { prepareTopics } from './kafka/kafka-topics.ts';
import { createProbe } from './kafka/probe.ts';

const PROBE_MS = 2000;

/**
 * Apache Kafka through kafkajs 2.2.4. `onFatal` is called when a consumer died for good: end the process with a non-zero
 * code, a new one starts from the committed positions.
 */
export const createKafkaBroker = ({
  log,
  onFatal,
  ...address
}: KafkaAddress & { log: BrokerLog; onFatal: (error: Error) => void }): Broker => {
  const kafka = createKafkaClient(address, log, PATIENT);
  const admin = connectWhenNeeded(kafka.admin());
  const publisher = createPublisher(kafka);
  const probe = createProbe(createKafkaClient(address, log, ONE_TRY));
  const subscriptions = new Set<Subscription>();
  let closed: Promise<void> | undefined;

  const deps = {
    kafka,
    log,
    answers: () =>
      probe.check(PROBE_MS).then(
        () => true,
        () => false,
      ),
    onFatal(error: Error) {
      if (closed) return;
      log.error({ err: error }, 'kafka consumer is dead');
      onFatal(error);
    },
  };
  const tails = createTails({ ...deps, admin: admin.connected });

  const close = async (): Promise<void> => {
    await Promise.all([tails.close(), ...[...subscriptions].map((subscription) => subscription.close())]);
    await Promise.all([publisher.close(), admin.close(), probe.close()]);
  };

  return {
    kind: 'kafka',
    prepare: async (topics) => prepareTopics(await admin.connected(), topics),
    publish: publisher.publish,
    async subscribe(subscription) {
      const joined = await joinKafkaGroup(deps, subscription);
      subscriptions.add(joined);
      return { close: () => joined.close().finally(() => subscriptions.delete(joined)) };
    },
    tail: tails.add,
    check: probe.check,
    close: () => (closed ??= close()),
  };
};
