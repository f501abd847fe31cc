import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerMemory } from './live-protocol.ts';

/** Collects garbage and tells what is left. @throws when the process was not started with `--expose-gc`. */
export const serverMemory = async (): Promise<ServerMemory> => {
  if (!globalThis.gc) throw new Error('Start this with --expose-gc');
  // What a finalizer lets go of is collected by the second pass.
  for (let pass = 0; pass < 2; pass += 1) {
    globalThis.gc();
    await sleep(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapMb: (heapUsed + external) / 2 ** 20, residentMb: rss / 2 ** 20 };
};
