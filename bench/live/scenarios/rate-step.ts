import { atPace } from '../../measure/pace.ts';
import { watchUsage } from '../../measure/process-usage.ts';
import type { ServerProcess } from '../../storefront/server-process.ts';
import type { ChangeOrder } from '../graph/order-writers.ts';
import type { Clients } from '../load/clients.ts';
import type { CommitWatch } from '../measure/commit-times.ts';
import { deliveriesOf, type Deliveries } from '../measure/deliveries.ts';

/** What became of one rate of changes. */
export interface RateStep extends Deliveries {
  /** Changes in a second that were asked for, and that were committed. */
  readonly rate: number;
  readonly committed: number;
  /** CPU of Stoa and of PostgreSQL, milliseconds for each change; those of the writer, where it is Stoa, are in it. */
  readonly appCpuMs: number;
  readonly postgresCpuMs: number;
  /** Of the time in which Stoa could have run, the part that it waited for a core. */
  readonly waited: number;
}

/** A Stoa whose orders are followed, the nth by the nth client. */
export interface FollowedStoa {
  readonly stoa: ServerProcess;
  readonly clients: Clients;
  readonly commits: CommitWatch;
  readonly followers: number;
}

interface Pace {
  readonly rate: number;
  readonly seconds: number;
}

// Enough for the hundredth of them to mean something.
const LEAST_CHANGES = 150;
const AT_MOST = 64;

/** Changes orders in turn at a rate, and waits until their followers have seen it, or see nothing more. */
export const stepAt = async (
  { rate, seconds }: Pace,
  change: ChangeOrder,
  { stoa, clients, commits, followers }: FollowedStoa,
): Promise<RateStep> => {
  const before = await stoa.ask('counters');
  const usage = watchUsage(stoa.pid);
  const pace = { rate, seconds: Math.max(seconds, LEAST_CHANGES / rate), atMost: AT_MOST };
  await atPace(pace, (n) => change(n % followers));
  const changes = await commits.changes();
  await clients.settled(changes.at.length);
  const { waited } = usage();
  const after = await stoa.ask('counters');
  const followed = Uint32Array.from({ length: followers }, (_, n) => n);
  const deliveries = deliveriesOf(changes, await clients.ask('collect'), followed);
  const count = changes.at.length;
  const spanMs = Math.max(...changes.at) - Math.min(...changes.at);
  return {
    ...deliveries,
    ...{ rate, waited },
    committed: ((count - 1) * 1_000) / spanMs,
    appCpuMs: (after.appCpuMs - before.appCpuMs) / count,
    postgresCpuMs: (after.postgresCpuMs - before.postgresCpuMs) / count,
  };
};
