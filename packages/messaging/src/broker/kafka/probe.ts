import type { Kafka } from 'kafkajs';
import { within } from '../within.ts';
import { connectWhenNeeded } from './connect-when-needed.ts';

export interface Probe {
  /** A resolved connect() proves nothing, a mute broker accepts it: this asks for metadata. @throws when there is no answer in time. */
  check(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Asks whether Kafka answers, on a connection of its own that tries once: retries would outlive the question. */
export const createProbe = (kafkaTryingOnce: Kafka): Probe => {
  const admin = connectWhenNeeded(kafkaTryingOnce.admin());
  const ask = async (): Promise<void> => {
    await (await admin.connected()).fetchTopicMetadata();
  };
  return {
    check: (timeoutMs) => within(timeoutMs, 'kafka', ask()),
    close: admin.close,
  };
};
