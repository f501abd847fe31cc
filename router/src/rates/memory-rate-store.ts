import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateStore } from './rate-store.ts';

export interface MemoryRateStoreOptions {
  /** Keys that are remembered, some 200 bytes each; beyond them the one used longest ago is forgotten. Default 100,000. */
  readonly keys?: number;
}

const KEYS = 100_000;

/** Counts in this process. */
export const memoryRateStore = ({ keys = KEYS }: MemoryRateStoreOptions = {}): RateStore => {
  // The window is the caller's with each take; what is too much is decided here, from what was taken.
  const limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 1, keyPrefix: '' });
  const known = new LRUCache<string, true>({
    max: keys,
    dispose: (_, key, reason) => {
      if (reason === 'evict') void limiter.delete(key);
    },
  });

  return {
    take: async (key, points, { points: most, windowSeconds }) => {
      known.set(key, true);
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points, { customDuration: windowSeconds });
      return {
        isAllowed: consumedPoints <= most,
        remaining: Math.max(most - consumedPoints, 0),
        resetMs: Math.max(msBeforeNext, 0),
      };
    },
  };
};
