import { milliseconds } from '../../report/markdown.ts';
import type { Verdict } from '../../report/verdicts.ts';
import type { Flags } from '../flags.ts';
import { leastOf, type Results, type ServerRounds } from '../results.ts';
import type { RealGraph } from '../scenarios/real-graph.ts';
import { highestRate, P99_LIMIT_MS } from './real-graph-text.ts';

const AIM = {
  oneKeyP99Ms: 250,
  socketKb: 8,
  distinctKeysP99Ms: 10,
  // What garbage collection leaves by chance: clients that were kept would be a thousand times this.
  slopeKb: 5,
} as const;

/** Whether our router reaches what it is to reach. */
export const aims = ({ oneKey, distinctKeys, realGraph, churn }: Results, flags: Flags): readonly Verdict[] => {
  const [one, distinct] = [ours(oneKey), ours(distinctKeys)];
  return [
    atMost(`one order, ${flags.sockets} sockets: p99`, one?.p99Ms, { aim: AIM.oneKeyP99Ms, unit: 'ms' }),
    atMost('one order: heap of a socket', one?.heapKb, { aim: AIM.socketKb, unit: 'kB' }),
    atMost('one order: resident memory of a socket', one?.residentKb, { aim: AIM.socketKb, unit: 'kB' }),
    atMost(`${flags.sockets} orders, ${flags.rate} changes/s: p99`, distinct?.p99Ms, {
      ...{ aim: AIM.distinctKeysP99Ms, unit: 'ms' },
    }),
    ...(realGraph ?? []).map(realGraphVerdict),
    atMost('churn: growth of the heap for 1,000 clients', churn?.heapSlopeKb, { aim: AIM.slopeKb, unit: 'kB' }),
    atMost('churn: clients that failed', churn?.failed, { aim: 0, unit: '' }),
  ];
};

const ours = (servers: readonly ServerRounds[] | undefined) =>
  leastOf(servers?.find(({ name }) => name === 'stoa')?.rounds ?? []);

function realGraphVerdict({ broker, absence, steps }: RealGraph): Verdict {
  const best = highestRate(steps);
  return {
    what: `real graph on ${broker}: the highest rate, commit to socket`,
    aim: `p99 ≤ ${P99_LIMIT_MS} ms`,
    found: best ? `${best.committed.toFixed(0)}/s by ${best.writer}, p99 ${milliseconds(best.p99Ms)} ms` : 'none',
    isReached: absence === undefined ? best !== undefined : undefined,
  };
}

const atMost = (
  what: string,
  found: number | undefined,
  { aim, unit }: { readonly aim: number; readonly unit: string },
): Verdict => ({
  what,
  aim: `≤ ${aim} ${unit}`.trim(),
  found: found === undefined ? 'not measured' : `${unit === '' ? found : milliseconds(found)} ${unit}`.trim(),
  isReached: found === undefined ? undefined : found <= aim,
});
