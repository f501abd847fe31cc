import type { Log } from '@stoa/platform';
import type { Take } from './operation-rates.ts';
import type { RateResult, RateStore } from './rate-store.ts';

// A request waits no longer than this to be counted.
const PATIENCE_MS = 100;
const LOG_INTERVAL_MS = 60_000;

/** Takes from a store that may be broken: undefined when it fails or hangs, which is logged once a minute. Never rejects. */
export const rateStoreReader = (store: RateStore, log: Log): ((take: Take) => Promise<RateResult | undefined>) => {
  let loggedAt = -Infinity;

  const report = (error: unknown) => {
    const now = performance.now();
    if (now - loggedAt < LOG_INTERVAL_MS) return;
    loggedAt = now;
    log.error({ err: error }, 'rates cannot be counted: nobody is limited');
  };

  return async ({ key, points, rate }) => {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`The store of rates did not answer within ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
    try {
      return await Promise.race([store.take(key, points, rate), late.promise]);
    } catch (error) {
      report(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
};
