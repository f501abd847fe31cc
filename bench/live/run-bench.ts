import type { Flags } from './flags.ts';
import { isHeld } from './report/real-graph-text.ts';
import type { Results, ServerRounds } from './results.ts';
import { measureChurn } from './scenarios/churn.ts';
import { measureDistinctKeys } from './scenarios/distinct-keys.ts';
import { measureOneKey } from './scenarios/one-key.ts';
import { measureRealGraph, type RealGraph, type RealGraphOptions } from './scenarios/real-graph.ts';
import type { FollowRound } from './scenarios/follow-round.ts';
import { GRAPHQL_WS, STOA, type LiveServer } from './servers/live-servers.ts';

export type Say = (what: string) => void;

const SERVERS: readonly LiveServer[] = [STOA, GRAPHQL_WS];
const CHURN_ORDERS = 1_000;

/** Runs the scenarios that were asked for, one after the other. */
export const runBench = async (flags: Flags, say: Say): Promise<Results> => {
  const { scenarios, sockets, rounds, events, rate, seconds, followers, cycles } = flags;
  const asks = (name: Flags['scenarios'][number]) => scenarios.includes(name);
  return {
    ...(asks('one-key') && {
      oneKey: await inTurn('one-key', (kind) => measureOneKey(kind, { sockets, events }), { rounds, say }),
    }),
    ...(asks('distinct-keys') && {
      distinctKeys: await inTurn('distinct-keys', (kind) => measureDistinctKeys(kind, { sockets, rate, seconds }), {
        rounds,
        say,
      }),
    }),
    ...(asks('real-graph') && { realGraph: await onBrokers(flags.brokers, { followers, seconds, isHeld, say }) }),
    ...(asks('churn') && { churn: await measureChurn(STOA, { cycles, orders: CHURN_ORDERS, say }) }),
  };
};

/** On each broker; one that does not start is named with the reason. */
async function onBrokers(brokers: Flags['brokers'], options: RealGraphOptions): Promise<readonly RealGraph[]> {
  const graphs: RealGraph[] = [];
  for (const broker of brokers)
    try {
      graphs.push(await measureRealGraph(broker, options));
    } catch (error) {
      const absence = (error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 300);
      options.say(`real-graph: not on ${broker}: ${absence}`);
      graphs.push({ broker, absence, steps: [] });
    }
  return graphs;
}

/** Every server once in each round. */
async function inTurn(
  scenario: string,
  measure: (kind: LiveServer) => Promise<FollowRound>,
  { rounds, say }: { readonly rounds: number; readonly say: Say },
): Promise<readonly ServerRounds[]> {
  const measured = SERVERS.map(({ name, what }) => ({ name, what, rounds: [] as FollowRound[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const [n, kind] of SERVERS.entries()) {
      const found = await measure(kind);
      measured[n]?.rounds.push(found);
      say(
        `${scenario}: ${kind.name}, round ${round + 1} of ${rounds}: p50 ${found.p50Ms.toFixed(1)} ms, p99 ${found.p99Ms.toFixed(1)} ms, ${found.cpuUs.toFixed(1)} µs CPU a delivery, ${found.heapKb.toFixed(1)} kB heap a socket`,
      );
    }
  return measured;
}
