import { createKafkaBroker, createPostgresBroker } from '@stoa/messaging';
import type { Log } from '@stoa/platform';
import { lastingSource, type LastingSource } from '../live/events/lasting-source.ts';
import type { ProcessOptions } from './process-options.ts';

/** Where this process hears events: the broker that its environment names; undefined when that has no address. */
export const eventSource = ({ settings }: ProcessOptions, log: Log): LastingSource | undefined => {
  const { broker, brokerDatabaseUrl, kafkaBrokers } = settings;
  if (broker === 'kafka') {
    if (kafkaBrokers.length === 0) return undefined;
    const address = { brokers: [...kafkaBrokers], clientId: 'stoa-router' };
    return lastingSource((onFatal) => createKafkaBroker({ ...address, log, onFatal }), log);
  }
  if (brokerDatabaseUrl === undefined) return undefined;
  return lastingSource(() => createPostgresBroker({ connectionString: brokerDatabaseUrl, log }), log);
};
