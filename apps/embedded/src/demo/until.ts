import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from './demo-error.ts';

const LONGEST_WAIT_MS = 20_000;
const PATIENCE_MS = 1_500;

/**
 * Probes again and again until it answers something; `hurry` is called now and then once that takes long.
 * @throws DemoError naming `what` after 20 seconds.
 */
export const until = async <Found>(
  what: string,
  { probe, hurry = () => undefined }: { probe: () => Promise<Found | undefined>; hurry?: () => void },
): Promise<Found> => {
  const startedAt = performance.now();
  let hurriedAt = startedAt + PATIENCE_MS;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 1.5, 50)) {
    const found = await probe();
    if (found !== undefined) return found;
    const now = performance.now();
    if (now - startedAt > LONGEST_WAIT_MS) throw new DemoError(`Waited ${LONGEST_WAIT_MS / 1_000} s in vain: ${what}`);
    if (now > hurriedAt) {
      hurry();
      hurriedAt = now + PATIENCE_MS / 3;
    }
    await sleep(pauseMs);
  }
};
