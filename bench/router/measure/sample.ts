import type { Replay } from '../subgraphs/replay.ts';
import type { Running } from '../variants/variant.ts';
import type { Load } from './load.ts';
import { cpuMs } from '../../measure/process-usage.ts';

/** One timed piece of load on one variant. */
export interface Sample {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** CPU milliseconds of the variant's processes for one request. */
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Subgraph calls for one request. */
  readonly fetches: number;
  /** What spoils the figure: refusals, answers that had to be made, answers shorter than those compared. */
  readonly remarks: readonly string[];
}

interface Order {
  readonly running: Running;
  readonly replay: Replay;
  readonly answerBytes: number;
  readonly load: () => ReturnType<Load>;
}

/** Loads a variant and counts what the operating system says it used meanwhile. */
export const takeSample = async ({ running, replay, answerBytes, load }: Order): Promise<Sample> => {
  const pids = running.processes.map(({ pid }) => pid);
  await replay.quiet();
  const before = cpuMs(pids);
  const { requests, seconds, bytes, p50Ms, p99Ms, failures } = await load();
  const used = cpuMs(pids) - before;
  const counts = await replay.reset();
  return {
    requests,
    requestsPerSecond: requests / seconds,
    cpuMs: requests > 0 ? used / requests : NaN,
    p50Ms,
    p99Ms,
    fetches: requests > 0 ? counts.requests / requests : NaN,
    remarks: [
      ...(requests === 0 ? ['answered nothing'] : []),
      ...(failures > 0 ? [`${failures} failures`] : []),
      ...(counts.misses > 0 ? [`${counts.misses} subgraph answers had to be made`] : []),
      ...(bytes / requests < answerBytes * 0.9 ? ['answers shorter than those compared'] : []),
    ],
  };
};
