import { channel } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

/** Counts threads that are started from now on. @returns how many of them live */
export const threadsFromNowOn = (): (() => number) => {
  const alive = new Set<Worker>();
  channel('worker_threads').subscribe((message) => {
    const { worker } = message as { worker: Worker };
    alive.add(worker);
    worker.once('exit', () => alive.delete(worker));
  });
  return () => alive.size;
};
