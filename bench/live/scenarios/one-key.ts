import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../measure/drive.ts';
import { watchUsage } from '../../measure/process-usage.ts';
import { deliveriesOf, type Deliveries } from '../measure/deliveries.ts';
import type { HandedEvents } from '../servers/live-protocol.ts';
import type { LiveServer } from '../servers/live-servers.ts';
import { openFollowed } from './followed.ts';
import type { FollowRound } from './follow-round.ts';

const WARM_EVENTS = 3;
const PAUSE_MS = 200;

/** All follow one order; each of its changes is handed over when everybody has the last one. */
export const measureOneKey = async (
  kind: LiveServer,
  { sockets, events }: { readonly sockets: number; readonly events: number },
): Promise<FollowRound> => {
  const followers = new Uint32Array(sockets);
  const { server, clients, end, ...opened } = await openFollowed(kind, followers);
  const publish = async (count: number) => {
    const handed: HandedEvents[] = [];
    for (let n = 1; n <= count; n += 1) {
      handed.push(await server.ask('publish', 0));
      await clients.settled(n * sockets);
      await sleep(PAUSE_MS);
    }
    return { handed, arrivals: await clients.ask('collect') };
  };
  try {
    await publish(WARM_EVENTS);
    const usage = watchUsage(server.pid);
    const { handed, arrivals } = await publish(events);
    const { cpuMs, waited } = usage();
    const deliveries = together(handed.map((event) => deliveriesOf(event, arrivals, followers)));
    const lateMs = percentile(
      handed.map(({ lateMs }) => lateMs[0] ?? NaN),
      0.99,
    );
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

/** The event in the middle stands for all: one that other programs held up is not the server's. */
function together(events: readonly Deliveries[]): Deliveries {
  const sum = (of: (event: Deliveries) => number) => events.reduce((total, event) => total + of(event), 0);
  const middle = (of: (event: Deliveries) => number) => percentile(events.map(of), 0.5);
  return {
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    maxMs: Math.max(...events.map(({ maxMs }) => maxMs)),
    expected: sum(({ expected }) => expected),
    states: sum(({ states }) => states),
    lost: sum(({ lost }) => lost),
  };
}
