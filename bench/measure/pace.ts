import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  /** Starts in a second. */
  readonly rate: number;
  readonly seconds: number;
  /** How many may be under way; when that is reached, starts are late. */
  readonly atMost: number;
}

const LATE_MS = 250;

/** Starts work at a rate, whatever becomes of what was started before, and waits for all of it. @throws what the first failed one threw. */
export const atPace = async ({ rate, seconds, atMost }: Pace, work: (n: number) => Promise<void>): Promise<void> => {
  const startedAt = performance.now();
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for (let n = 0; n < Math.round(rate * seconds) && !failure; n += 1) {
    const dueInMs = startedAt + (n * 1_000) / rate - performance.now();
    if (dueInMs > 0) await sleep(dueInMs);
    if (underWay.size >= atMost) await Promise.race(underWay);
    // A rate that cannot be kept is not tried for longer.
    if (performance.now() - startedAt > seconds * 1_000 + LATE_MS) break;
    const started: Promise<void> = work(n)
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => underWay.delete(started));
    underWay.add(started);
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
};
