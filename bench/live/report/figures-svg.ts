import { barsSvg, type BarPanel } from '../../report/bars-svg.ts';
import { milliseconds } from '../../report/markdown.ts';
import type { Flags } from '../flags.ts';
import { leastOf, type Results, type ServerRounds } from '../results.ts';
import type { FollowRound } from '../scenarios/follow-round.ts';
import { highestRate } from './real-graph-text.ts';

/** The figures as bars. */
export const figuresSvg = ({ oneKey, distinctKeys, realGraph }: Results, flags: Flags, caption: string): string => {
  const one = `${flags.sockets} sockets follow one order`;
  const distinct = `${flags.sockets} orders, ${flags.rate} changes/s`;
  const panel = (title: string, servers: readonly ServerRounds[] | undefined, [figure, unit]: Figure): BarPanel => ({
    title,
    bars: (servers ?? []).flatMap(({ name, rounds }) => {
      const value = leastOf(rounds)?.[figure];
      return value === undefined
        ? []
        : [{ name, value, text: `${milliseconds(value)} ${unit}`, isOurs: name === 'stoa' }];
    }),
  });
  const rates = (realGraph ?? []).flatMap(({ broker, steps }) => {
    const best = highestRate(steps);
    return best ? [{ name: broker, value: best.committed, text: `${best.committed.toFixed(0)}/s`, isOurs: true }] : [];
  });
  return barsSvg(
    [
      panel(`${one}: p99`, oneKey, ['p99Ms', 'ms']),
      panel(`${distinct}: p99`, distinctKeys, ['p99Ms', 'ms']),
      panel(`${one}: CPU of a delivery`, oneKey, ['cpuUs', 'µs']),
      panel(`${distinct}: CPU of a delivery`, distinctKeys, ['cpuUs', 'µs']),
      panel(`${one}: heap of a socket`, oneKey, ['heapKb', 'kB']),
      panel(`${distinct}: heap of a socket`, distinctKeys, ['heapKb', 'kB']),
      { title: 'real graph: changes that keep p99 below 250 ms', bars: rates },
    ],
    { label: "What pushing an order's changes costs", caption },
  );
};

type Figure = readonly [figure: keyof FollowRound, unit: string];
