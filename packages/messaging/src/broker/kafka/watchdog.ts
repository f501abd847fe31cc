import type { Consumer } from 'kafkajs';
import { REBALANCE_MS, SESSION_MS } from './sessions.ts';

/** Two sessions without a fetch, and the rebalance that may legitimately lie between. */
const SILENCE_MS = 2 * SESSION_MS + REBALANCE_MS;
const LOOK_EVERY_MS = 2000;

/**
 * Reports a consumer that fetches nothing although Kafka answers and no handler is busy: kafkajs can lose its fetch loop
 * without a sign. While Kafka itself is away the count starts anew. Returns the function that ends the watch.
 */
export const watchConsumer = (
  consumer: Consumer,
  {
    isBusy,
    answers,
    onSilent,
  }: { isBusy: () => boolean; answers: () => Promise<boolean>; onSilent: (silentMs: number) => void },
): (() => void) => {
  let aliveAt = Date.now();
  consumer.on(consumer.events.FETCH, () => {
    aliveAt = Date.now();
  });

  const look = async (): Promise<void> => {
    if (isBusy()) aliveAt = Date.now();
    if (Date.now() - aliveAt < 2 * SESSION_MS) return;
    if (!(await answers())) aliveAt = Date.now() - 2 * SESSION_MS;
    else if (Date.now() - aliveAt >= SILENCE_MS) onSilent(Date.now() - aliveAt);
  };

  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
};
