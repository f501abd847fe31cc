import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type pg from 'pg';
import type { Door } from './door.ts';
import { holdLeases, releaseLeases } from './leases.ts';
import { onPool } from './transaction.ts';

/** When a job looks for work. */
export interface JobTimes {
  readonly name: string;
  readonly everyMs: number;
  /** Does what commands leave to be done outside their transaction: looks as soon as this process has run one, too. */
  readonly followsCommands?: boolean;
}

/** Work on a timer, done by one process at a time. */
export interface Job<Rooms> extends JobTimes {
  /** Returns how much was done; more than zero looks again at once, so that a backlog drains in small batches. */
  readonly run: (rooms: Rooms, door: Door, signal: AbortSignal) => Promise<number>;
}

/** Declares a job: `every({ name: 'expire-unpaid-orders', everyMs: 5_000 }, ({ commands }) => (door) => …)`. */
export const every = <Rooms>(
  times: JobTimes,
  work: (rooms: Rooms) => (door: Door, signal: AbortSignal) => Promise<number>,
): Job<Rooms> => ({ ...times, run: (rooms, door, signal) => work(rooms)(door, signal) });

export interface JobRunnerOptions<Rooms> {
  readonly pool: pg.Pool;
  readonly subgraph: string;
  readonly jobs: readonly Job<Rooms>[];
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly owner: string;
  readonly log: Log;
  /** How long a stopped process keeps its jobs; twice their pause when that is longer. 15 s when absent. */
  readonly leaseTtlMs?: number;
}

export interface JobRunner {
  /** Runs a job now instead of at the end of its pause, e.g. when this process just gave it something to do. */
  wake(name: string): void;
  close(): Promise<void>;
}

/** Starts each job's timer. A job whose lease another process holds is left to that process. */
export const startJobs = <Rooms>(options: JobRunnerOptions<Rooms>): JobRunner => {
  const { leaseTtlMs = 15_000 } = options;
  const stop = new AbortController();
  const naps = new Map<string, AbortController>();
  const wanted = new Set<string>();
  const renewedAt = new Map<string, number>();
  const loops = options.jobs.map((job) => loop(job));

  async function loop(job: Job<Rooms>) {
    const lease = `job:${job.name}`;
    while (!stop.signal.aborted) {
      wanted.delete(job.name);
      const done = await runOnce(job, lease).catch((error: unknown) => {
        options.log.warn({ err: error, job: job.name }, 'job failed, tried again at its next time');
        return 0;
      });
      // Whoever woke it while it ran may have come too late for what it looked at.
      if (done > 0 || wanted.has(job.name)) continue;
      const nap = new AbortController();
      naps.set(job.name, nap);
      await sleep(job.everyMs, undefined, { signal: AbortSignal.any([nap.signal, stop.signal]) }).catch(
        () => undefined,
      );
    }
    await releaseLeases(onPool(options.pool), options.owner, [lease]).catch(() => undefined);
  }

  async function runOnce(job: Job<Rooms>, lease: string): Promise<number> {
    const { pool, owner, rooms, clock, subgraph } = options;
    const ttlMs = Math.max(leaseTtlMs, job.everyMs * 2);
    const hold = async () => {
      const startedAt = performance.now();
      renewedAt.delete(lease);
      const isOurs = (await holdLeases(onPool(pool), { owner, names: [lease], ttlMs })).length > 0;
      if (isOurs) renewedAt.set(lease, startedAt);
      return isOurs;
    };
    // A lease is a durable write: a job that looks four times a second renews it when a third of it is over.
    const isFresh = performance.now() - (renewedAt.get(lease) ?? -Infinity) < ttlMs / 3;
    if (!isFresh && !(await hold())) return 0;
    const door: Door = {
      caller: { service: { name: subgraph, scopes: [] } },
      at: clock.now(),
      correlationId: randomUUID(),
    };
    // A run that takes longer than the lease keeps it; a beat that fails is made up for by the next.
    const beat = setInterval(() => void hold().catch(() => undefined), ttlMs / 3);
    try {
      return await job.run(rooms, door, stop.signal);
    } finally {
      clearInterval(beat);
    }
  }

  return {
    wake: (name) => {
      wanted.add(name);
      naps.get(name)?.abort();
    },
    close: async () => {
      stop.abort();
      await Promise.all(loops);
    },
  };
};
