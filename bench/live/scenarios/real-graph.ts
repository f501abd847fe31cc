import { createPool } from '@stoa/platform';
import type pg from 'pg';
import { startServer, type ServerProcess } from '../../storefront/server-process.ts';
import { endOnSignal } from '../end-on-signal.ts';
import type { BrokerName } from '../flags.ts';
import { makeFollowedOrders, type FollowedOrders } from '../graph/followed-orders.ts';
import { byCommands, byRows, type ChangeOrder } from '../graph/order-writers.ts';
import { ownKafka } from '../graph/own-kafka.ts';
import { startClients, type Clients } from '../load/clients.ts';
import { COMMIT_TIMES, watchCommits } from '../measure/commit-times.ts';
import { logOf } from '../scratch.ts';
import { stepAt, type FollowedStoa, type RateStep } from './rate-step.ts';

/** How changes were made. */
export type Writer = 'commands' | 'rows';

/** One rate of changes. */
export interface Step extends RateStep {
  readonly writer: Writer;
}

/** The whole graph on one broker. */
export interface RealGraph {
  readonly broker: BrokerName;
  /** Why there are no figures. */
  readonly absence?: string;
  readonly steps: readonly Step[];
}

export interface RealGraphOptions {
  readonly followers: number;
  readonly seconds: number;
  /** Whether a step was held: the first of a writer that was not is its last. */
  readonly isHeld: (step: Step) => boolean;
  readonly say: (what: string) => void;
}

const FOLLOW = `subscription BenchFollowOrder($id: ID!) {
  orderUpdated(id: $id) {
    id version status paymentStatus fulfillmentStatus
    sellerOrders { id shop { name } }
    lines { id title quantity variant { title availability { isAvailable quantityAvailable } } }
    shipments { id status }
    payment { status }
  }
}`;

const RATES: Readonly<Record<Writer, readonly number[]>> = {
  commands: [10, 25, 50, 75, 100, 150, 200, 300, 400],
  rows: [25, 50, 75, 100, 150, 200, 300, 400, 500, 650, 800, 1_000, 1_300, 1_600, 2_000],
};
const WARM_SECONDS = 3;
const WARM_RATE = 50;

/** Stoa with PostgreSQL and a broker; every order has a follower, and orders change at rates that grow until it is too much. */
export const measureRealGraph = async (broker: BrokerName, options: RealGraphOptions): Promise<RealGraph> => {
  const { followers, say } = options;
  const kafka = broker === 'kafka' ? await ownKafka() : undefined;
  let stoa: ServerProcess | undefined;
  const end = async () => {
    await stoa?.destroy();
    await kafka?.stop();
  };
  const isOver = endOnSignal(end);
  try {
    stoa = await startServer({
      ...{ postgres: COMMIT_TIMES, logFile: logOf(`stoa-${broker}`) },
      ...(kafka && { kafkaBrokers: kafka.brokers }),
    });
    say(`real-graph: Stoa on ${broker}, ${followers} orders`);
    return { broker, steps: await climb(stoa, await makeFollowedOrders(stoa, followers), { ...options, broker }) };
  } finally {
    isOver();
    await end();
  }
};

async function climb(
  stoa: ServerProcess,
  followed: FollowedOrders,
  { broker, say, isHeld, seconds }: RealGraphOptions & { readonly broker: BrokerName },
): Promise<readonly Step[]> {
  const pool = createPool({ connectionString: await stoa.ask('databaseUrl', 'orders'), max: 8, name: 'bench' });
  const clients = await startClients();
  const steps: Step[] = [];
  try {
    await openFollowers(clients, stoa.port, followed);
    const commits = await watchCommits(
      pool,
      followed.orders.map(({ id }) => id),
    );
    const ground = { stoa, clients, commits, followers: followed.orders.length };
    for (const [writer, change] of writersOf(followed, pool)) {
      await stepAt({ rate: WARM_RATE, seconds: WARM_SECONDS }, change, ground);
      for (const rate of RATES[writer]) {
        const step = await bestStep({ rate, seconds }, { writer, change, isHeld }, ground);
        steps.push(step);
        say(
          `real-graph: ${broker}, ${writer}, ${rate}/s: p50 ${step.p50Ms.toFixed(1)} ms, p99 ${step.p99Ms.toFixed(1)} ms, ${step.committed.toFixed(0)}/s committed`,
        );
        if (!isHeld(step)) break;
      }
    }
    return steps;
  } finally {
    await clients.end();
    await pool.end();
  }
}

interface Writing {
  readonly writer: Writer;
  readonly change: ChangeOrder;
  readonly isHeld: (step: Step) => boolean;
}

/** What other programs on the machine spoil once is tried again. */
async function bestStep(
  pace: { readonly rate: number; readonly seconds: number },
  { writer, change, isHeld }: Writing,
  ground: FollowedStoa,
): Promise<Step> {
  const first = { writer, ...(await stepAt(pace, change, ground)) };
  if (isHeld(first)) return first;
  const second = { writer, ...(await stepAt(pace, change, ground)) };
  return isHeld(second) || second.p99Ms < first.p99Ms ? second : first;
}

const writersOf = (followed: FollowedOrders, pool: pg.Pool): readonly (readonly [Writer, ChangeOrder])[] => [
  ['commands', byCommands(followed)],
  ['rows', byRows(followed, pool)],
];

async function openFollowers(clients: Clients, port: number, { orders }: FollowedOrders): Promise<void> {
  const sockets = orders.map(({ id, token }) => ({ variables: { id }, init: { 'x-order-token': token } }));
  await clients.ask('open', { port, query: FOLLOW, sockets, atOnce: 16 });
  await clients.ask('collect');
}
