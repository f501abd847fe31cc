import { TOPICS } from '@stoa/contracts';
import { createKafkaBroker, createPostgresBroker, keepEventLogShort, type Broker } from '@stoa/messaging';
import type { Closing, Log } from '@stoa/platform';
import type { BrokerKind } from './broker-kind.ts';

export interface BrokerOptions {
  readonly broker: BrokerKind;
  readonly kafkaBrokers?: readonly string[];
  /** The postgres broker's database. */
  readonly url: string;
}

/** Connects the event backbone and makes sure of its topics. */
export const openBroker = async (
  { broker, kafkaBrokers = ['127.0.0.1:9092'], url }: BrokerOptions,
  { log, steps }: { log: Log; steps: Closing },
): Promise<Broker> => {
  if (broker === 'postgres') {
    const postgresBroker = createPostgresBroker({ connectionString: url, log });
    steps.add('broker', () => postgresBroker.close());
    await postgresBroker.prepare(TOPICS);
    // The state is ours alone: whoever still holds something was killed, and nobody waits for the end of its leases.
    await postgresBroker.endMemberships();
    steps.add('event log', keepEventLogShort(postgresBroker, log));
    return postgresBroker;
  }
  const kafka = createKafkaBroker({
    brokers: [...kafkaBrokers],
    clientId: 'stoa',
    log,
    // A consumer that died is not mended in place: the next start goes on from the committed positions.
    onFatal: () => process.exit(1),
  });
  steps.add('broker', () => kafka.close());
  await kafka.prepare(TOPICS);
  return kafka;
};
