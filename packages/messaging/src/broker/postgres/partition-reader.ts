import type { Pool } from 'pg';
import { backoffMs } from '../backoff.ts';
import type { BrokerLog } from '../broker-log.ts';
import type { DurableSubscription, ReceivedMessage } from '../broker.ts';
import { pause } from '../pause.ts';
import type { Slots } from '../slots.ts';
import { createCursor } from './cursor.ts';
import type { Heads } from './heads.ts';
import type { Claim } from './positions.ts';
import { readPartition } from './read-log.ts';
import { createSingleRunner } from './single-runner.ts';

const COMMIT_AT_LEAST_EVERY_MS = 1000;

export interface PartitionReader {
  /** Looks for messages, unless it is doing so already. */
  wake(): void;
  /** Waits for the message in hand and commits the position. Idempotent. */
  stop(): Promise<void>;
}

interface ReaderDeps {
  readonly pool: Pool;
  readonly heads: Heads;
  readonly slots: Slots;
  readonly log: BrokerLog;
  readonly holdsLease: () => boolean;
}

/** Reads one partition for one group, message after message, while the lease lasts. */
export const createPartitionReader = (
  { pool, heads, slots, log, holdsLease }: ReaderDeps,
  { group, handle }: DurableSubscription,
  claim: Claim,
): PartitionReader => {
  const { topic, partition, epoch } = claim;
  const ids = { group, topic, partition };
  const cursor = createCursor(pool, group, claim);
  const stopping = new AbortController();

  const isActive = (): boolean => !stopping.signal.aborted && holdsLease();
  const hasWork = (): boolean => cursor.position() < heads.nextOffset(topic, partition) || !cursor.isCommitted();

  const nextMessages = async (): Promise<ReceivedMessage[]> => {
    const head = heads.nextOffset(topic, partition);
    if (cursor.position() >= head) return [];
    const messages = await readPartition(pool, { topic, partition, from: cursor.position() });
    // A head is never visible before its messages, so none below it means that retention took them.
    if (messages.length === 0) cursor.moveTo(head);
    return messages;
  };

  /** False when the handler rejected: the cursor stands before that message. */
  const handleBatch = async (): Promise<boolean> => {
    const until = Date.now() + COMMIT_AT_LEAST_EVERY_MS;
    let failure: { offset: string; err: unknown } | undefined;
    for (const message of await nextMessages()) {
      if (!isActive() || Date.now() > until) break;
      failure = await handle(message, stopping.signal).then(
        () => undefined,
        (err: unknown) => ({ offset: message.offset, err }),
      );
      if (failure) break;
      cursor.moveTo(Number(message.offset) + 1);
    }
    if (failure) log.warn({ ...ids, ...failure }, 'handler rejected a message: it comes again');
    if (!(await cursor.commit())) {
      log.warn({ ...ids, epoch }, 'position refused: the partition has another owner');
      stopping.abort();
    }
    return !failure;
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; isActive() && hasWork();) {
      const wentWell = await slots.use(handleBatch).catch((err: unknown) => {
        log.debug({ ...ids, err }, 'broker database failed while reading');
        return false;
      });
      if (wentWell) failures = 0;
      else await pause(backoffMs(failures++), stopping.signal);
    }
  };

  const runner = createSingleRunner(() => isActive() && hasWork(), run);
  return {
    wake: runner.wake,
    async stop() {
      stopping.abort();
      await runner.settled();
    },
  };
};
