import { setTimeout as wait } from 'node:timers/promises';

/** Waits `ms` milliseconds, or less when the signal aborts; never rejects. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => {});
