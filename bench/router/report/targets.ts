import type { Verdict } from '../../report/verdicts.ts';
import { cpuOf, type Results } from '../results.ts';

const PAGES = ['product-page', 'category-page'];
const FIRST = [...PAGES, 'gateways', 'small'];
const LOOP_LIMIT_MS = 15;

/** All aims that a run can judge, missing ones included. */
export const verdicts = (results: Results): readonly Verdict[] => {
  const times = (workload: string, [dear, cheap]: Pair): number | undefined => {
    const [above, below] = [cpuOf(results, workload, dear), cpuOf(results, workload, cheap)];
    return above === undefined || below === undefined ? undefined : above / below;
  };
  const atLeast = (workload: string, pair: Pair, factor: number) =>
    verdict(`${workload}: ${pair[1]} costs less than ${pair[0]}`, times(workload, pair), { factor, isFloor: true });
  const atMost = (workload: string, pair: Pair, factor: number) =>
    verdict(`${workload}: ${pair[0]} against ${pair[1]}`, times(workload, pair), { factor, isFloor: false });
  return [
    ...FIRST.map((workload) => atLeast(workload, ['stock', 'stoa'], 10)),
    ...FIRST.map((workload) => atLeast(workload, ['stock', 'stoa-apollo'], 4)),
    ...['cosmo', 'apollo-router'].flatMap((other) => FIRST.map((workload) => atMost(workload, ['stoa', other], 1))),
    ...[...PAGES, 'small'].map((workload) => atMost(workload, ['stoa', 'hive-router'], 1.5)),
    atMost('gateways', ['stoa', 'hive-router'], 2.5),
    ...FIRST.map((workload) => atMost(workload, ['stoa-direct', 'hive-router+subgraphs'], 1)),
    ...FIRST.map((workload) => atMost(workload, ['stoa-direct', 'monolith-graphql-jit'], 1.5)),
    atMost('small', ['stoa', 'node-http'], 3),
    loopVerdict(results),
  ];
};

type Pair = readonly [dear: string, cheap: string];

const verdict = (
  what: string,
  found: number | undefined,
  { factor, isFloor }: { readonly factor: number; readonly isFloor: boolean },
): Verdict => ({
  what,
  aim: `${isFloor ? '≥' : '≤'} ${factor} ×`,
  found: found === undefined ? 'not measured' : `${found.toFixed(2)} ×`,
  isReached: found === undefined ? undefined : isFloor ? found >= factor : found <= factor,
});

function loopVerdict(results: Results): Verdict {
  const colds = results.get('cold')?.find(({ name }) => name === 'stoa')?.colds ?? [];
  const delays = colds.flatMap(({ loopDelayMs }) => loopDelayMs ?? []);
  const longest = Math.max(...delays);
  return {
    what: 'cold: the longest that planning held up the event loop',
    aim: `≤ ${LOOP_LIMIT_MS} ms`,
    found: delays.length === 0 ? 'not measured' : `${longest.toFixed(1)} ms`,
    isReached: delays.length === 0 ? undefined : longest <= LOOP_LIMIT_MS,
  };
}
