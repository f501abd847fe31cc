import { setTimeout as sleep } from 'node:timers/promises';
import { DemoError } from './demo-error.ts';

const LONGEST_WAIT_MS = 20_000;

/** Probes again and again until it answers something. @throws DemoError naming `what` after 20 seconds. */
export const until = async <Found>(what: string, probe: () => Promise<Found | undefined>): Promise<Found> => {
  const end = performance.now() + LONGEST_WAIT_MS;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 1.5, 50)) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new DemoError(`Waited ${LONGEST_WAIT_MS / 1_000} s in vain: ${what}`);
    await sleep(pauseMs);
  }
};
