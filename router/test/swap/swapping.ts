import { setTimeout as delay } from 'node:timers/promises';
import { createRouter } from '../../src/router.ts';
import { listen } from '../a-router.ts';
import { editions, silent } from './editions.ts';
import { load, type Seen } from './load.ts';
import { threadsFromNowOn } from './threads.ts';

// A router that swaps under load and looks at itself: run with --expose-gc, says what it saw as one line of JSON.

/** What the process saw of itself. */
export interface Report {
  readonly seen: Seen;
  /** Ids that mutations added, in their order. */
  readonly executed: readonly string[];
  /** Bytes in use after garbage collection, after each swap. */
  readonly heap: readonly number[];
  /** Planner threads alive after each swap. */
  readonly threads: readonly number[];
  /** What keeps the event loop busy, before the load and after it. */
  readonly handles: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly swapMs: number;
}

const swaps = Number(process.argv[2] ?? 100);
const { gc } = globalThis;
if (!gc) throw new Error('swapping.ts runs with --expose-gc');

const threads = threadsFromNowOn();
const { supergraphs, subgraphs, added, forget } = editions();
const router = await createRouter({
  supergraphSdl: supergraphs.a,
  subgraphs,
  log: silent,
  isProduction: false,
  // Few, so that they are soon as many as they will ever be.
  remembered: { most: 10 },
});
const url = await listen(router.server);
const before = process.getActiveResourcesInfo();

let done = 0;
const clients = load(url, () => done);
const heap: number[] = [];
const alive: number[] = [];
const began = performance.now();
for (; done < swaps; done += 1) {
  await router.swap(done % 2 === 0 ? supergraphs.b : supergraphs.a);
  forget();
  await gc({ execution: 'async', type: 'major' });
  heap.push(process.memoryUsage().heapUsed);
  alive.push(threads());
}
const swapMs = (performance.now() - began) / swaps;
await clients.stop();
await router.close();
await delay(200);
const report: Report = {
  seen: clients.seen,
  executed: added,
  heap,
  threads: [...alive, threads()],
  handles: { before, after: process.getActiveResourcesInfo() },
  swapMs,
};
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
