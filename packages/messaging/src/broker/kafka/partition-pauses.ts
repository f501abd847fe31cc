import type { EachBatchPayload } from 'kafkajs';
import { backoffMs } from '../backoff.ts';

export interface PartitionPauses {
  /** Pauses the batch's partition, the longer the more often it failed in a row. The fetch loop goes on with the others and keeps the membership. */
  failed(payload: EachBatchPayload): void;
  succeeded(payload: EachBatchPayload): void;
  end(): void;
}

/** Keeps a partition whose batches fail from being fetched again at once. */
export const createPartitionPauses = (): PartitionPauses => {
  const failures = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();

  return {
    failed(payload) {
      const failure = failures.get(placeOf(payload)) ?? 0;
      failures.set(placeOf(payload), failure + 1);
      const resume = payload.pause();
      const timer = setTimeout(() => {
        timers.delete(timer);
        resume();
      }, backoffMs(failure));
      timers.add(timer);
    },
    succeeded(payload) {
      failures.delete(placeOf(payload));
    },
    end() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

const placeOf = ({ batch }: EachBatchPayload): string => `${batch.topic}/${batch.partition}`;
