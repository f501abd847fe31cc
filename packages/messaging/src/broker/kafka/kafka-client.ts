import kafkajs, { type Kafka, type RetryOptions } from 'kafkajs';
import type { BrokerLog } from '../broker-log.ts';
import { guardCoordinatorSearch } from './coordinator-guard.ts';
import { guardRequestQueue } from './request-queue-guard.ts';

/** Set on the client and not on the consumer: there it does not reach the connections. */
export const PATIENT: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1000, retries: 30 };

/** For callers that try again themselves. */
export const ONE_TRY: RetryOptions = { retries: 0 };

export interface KafkaAddress {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

/** What the producers, consumers and admins of this process are made from. */
export const createKafkaClient = ({ brokers, clientId }: KafkaAddress, log: BrokerLog, retry: RetryOptions): Kafka => {
  guardRequestQueue();
  guardCoordinatorSearch();
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    retry,
    logLevel: kafkajs.logLevel.WARN,
    // Demoted: kafkajs logs as errors what it retries, some lines a second while Kafka is away. What matters the adapter reports itself.
    logCreator: () => (entry) => {
      const { message, timestamp: _timestamp, stack: _stack, ...fields } = entry.log;
      log.debug(fields, `kafkajs: ${message}`);
    },
  });
};
