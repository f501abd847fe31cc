import type { EachBatchPayload } from 'kafkajs';
import type { BatchMembership } from './batch-membership.ts';

const COMMIT_EVERY_MESSAGES = 100;
const COMMIT_AT_LEAST_EVERY_MS = 1000;

export interface BatchCommits {
  /** Notes a message as handled; commits after 100 of them or a second. */
  handled(offset: string): Promise<void>;
  flush(): Promise<void>;
}

/** Commits of one batch. A failed one is only reported: the next moves the position, and what comes again meanwhile is a duplicate. */
export const createBatchCommits = (
  { batch: { topic, partition }, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload,
  membership: BatchMembership,
  onFailed: (error: unknown) => void,
): BatchCommits => {
  let pending: string[] = [];
  let dueAt = Date.now() + COMMIT_AT_LEAST_EVERY_MS;

  const flush = async (): Promise<void> => {
    const last = pending.at(-1);
    if (last === undefined || membership.isLost()) return;
    pending = [];
    dueAt = Date.now() + COMMIT_AT_LEAST_EVERY_MS;
    const offset = String(BigInt(last) + 1n);
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] }).catch(onFailed);
  };

  return {
    async handled(offset) {
      // After a new assignment kafkajs may not know the partition any more: resolving would be a TypeError.
      if (membership.isLost()) return;
      resolveOffset(offset);
      pending.push(offset);
      if (pending.length >= COMMIT_EVERY_MESSAGES || Date.now() >= dueAt) await flush();
    },
    flush,
  };
};
