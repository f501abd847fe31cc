import { percentile } from '../../measure/drive.ts';
import { watchUsage } from '../../measure/process-usage.ts';
import { deliveriesOf } from '../measure/deliveries.ts';
import type { LiveServer } from '../servers/live-servers.ts';
import { openFollowed } from './followed.ts';
import type { FollowRound } from './follow-round.ts';

const WARM_SECONDS = 2;

export interface DistinctKeysOrder {
  readonly sockets: number;
  /** Changes in a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Everybody follows another order; all orders change in turn. */
export const measureDistinctKeys = async (
  kind: LiveServer,
  { sockets, rate, seconds }: DistinctKeysOrder,
): Promise<FollowRound> => {
  const followers = Uint32Array.from({ length: sockets }, (_, n) => n);
  const { server, clients, end, ...opened } = await openFollowed(kind, followers);
  try {
    const warm = await server.ask('storm', { rate, seconds: WARM_SECONDS });
    await clients.settled(warm.at.length);
    await clients.ask('collect');
    const usage = watchUsage(server.pid);
    const changes = await server.ask('storm', { rate, seconds });
    await clients.settled(changes.at.length);
    const { cpuMs, waited } = usage();
    const deliveries = deliveriesOf(changes, await clients.ask('collect'), followers);
    const lateMs = percentile([...changes.lateMs], 0.99);
    return {
      ...opened,
      ...deliveries,
      lateMs,
      waited,
      cpuUs: (cpuMs * 1_000) / (deliveries.expected - deliveries.lost),
    };
  } finally {
    await end();
  }
};
