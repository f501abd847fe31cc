import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAskedProcess, type AskedProcess } from '../../asked-process.ts';
import type { LoadAnswers } from './load-protocol.ts';

/** Clients in a process of their own. */
export interface Clients extends AskedProcess<LoadAnswers> {
  /** Waits until so many states have come since the last `collect`, or nothing more comes. @throws when sockets were lost. */
  readonly settled: (expected: number) => Promise<void>;
}

/** Starts a load process. The caller ends it. */
export const startClients = async (): Promise<Clients> => {
  const started = await startAskedProcess<LoadAnswers>(path.join(import.meta.dirname, 'load-process.ts'));
  return {
    ...started,
    settled: async (expected) => {
      let [seen, quietMs] = [-1, 0];
      while (seen < expected && quietMs < QUIET_MS) {
        await sleep(LOOK_MS);
        const now = await started.ask('arrived');
        quietMs = now === seen ? quietMs + LOOK_MS : 0;
        seen = now;
      }
      const lost = await started.ask('lost');
      if (lost.length > 0) throw new Error(`Sockets were lost: ${lost.slice(0, 5).join('; ')}`);
    },
  };
};

const LOOK_MS = 50;
const QUIET_MS = 3_000;
