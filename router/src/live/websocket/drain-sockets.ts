import { GOING_AWAY } from './closing.ts';
import type { Session } from './session.ts';
import type { SweptSockets } from './swept-sockets.ts';

/**
 * Closes all sockets, evenly over most of the time, so that their clients do not all come back elsewhere at once; what is left
 * when it is over is cut. @returns when none is left
 */
export const drainSockets = (sockets: SweptSockets<Session>, withinMs: number): Promise<void> => {
  const all = sockets.snapshot();
  if (all.length === 0) return Promise.resolve();
  const began = Date.now();
  let closed = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = Date.now() - began;
      const share = Math.min(elapsed / (withinMs * CLOSING_SHARE), 1);
      for (; closed < Math.floor(all.length * share); closed += 1) all[closed]?.close(GOING_AWAY);
      if (elapsed >= withinMs) for (const session of all) session.terminate();
      if (sockets.size > 0) return;
      clearInterval(timer);
      resolve();
    }, STEP_MS);
  });
};

/** The rest is for clients to confirm. */
const CLOSING_SHARE = 0.8;
const STEP_MS = 20;
