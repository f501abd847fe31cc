import type { Topic } from '@stoa/contracts';
import type { Batch, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { BrokerLog } from '../broker-log.ts';
import type { DurableSubscription, ReceivedMessage } from '../broker.ts';
import { createBatchCommits } from './batch-commits.ts';
import { keepMembership } from './batch-membership.ts';
import { createPartitionPauses } from './partition-pauses.ts';

export interface BatchHandler {
  readonly eachBatch: (payload: EachBatchPayload) => Promise<void>;
  /** Messages are in hand right now. */
  isBusy(): boolean;
  /** The group was joined anew: what is still in hand belongs to the assignment before. */
  rejoined(): void;
  /** Takes no further message; the one in hand is told through its signal. */
  stop(): void;
}

/** Handles the batches of a durable group. It never throws: an error out of `eachBatch` can end a consumer in silence. */
export const createBatchHandler = ({ group, handle }: DurableSubscription, log: BrokerLog): BatchHandler => {
  const stopping = new AbortController();
  const pauses = createPartitionPauses();
  let generation = new AbortController();
  let inHand = 0;

  const handleBatch = async (payload: EachBatchPayload, ids: object): Promise<void> => {
    const membership = keepMembership(payload, generation.signal);
    const signal = AbortSignal.any([stopping.signal, membership.signal]);
    const commits = createBatchCommits(payload, membership, (err) =>
      log.debug({ ...ids, err }, 'position not committed'),
    );
    const goesOn = (): boolean =>
      payload.isRunning() && !membership.isLost() && !membership.isYielding() && !stopping.signal.aborted;
    try {
      for (const message of payload.batch.messages) {
        if (!goesOn()) break;
        try {
          await handle(received(payload.batch, message), signal);
        } catch (err) {
          log.warn({ ...ids, offset: message.offset, err }, 'handler rejected a message: it comes again');
          if (!membership.isLost()) pauses.failed(payload);
          break;
        }
        pauses.succeeded(payload);
        await commits.handled(message.offset);
      }
      await commits.flush();
    } finally {
      membership.end();
    }
  };

  return {
    async eachBatch(payload) {
      const ids = { group, topic: payload.batch.topic, partition: payload.batch.partition };
      inHand += 1;
      try {
        await handleBatch(payload, ids);
      } catch (err) {
        log.error({ ...ids, err }, 'batch interrupted');
      } finally {
        inHand -= 1;
      }
    },
    isBusy: () => inHand > 0,
    rejoined() {
      generation.abort();
      generation = new AbortController();
    },
    stop() {
      stopping.abort();
      pauses.end();
    },
  };
};

const received = ({ topic, partition }: Batch, { offset, key, value }: KafkaMessage): ReceivedMessage => ({
  topic: topic as Topic,
  partition,
  offset,
  key: String(key),
  value: String(value),
});
