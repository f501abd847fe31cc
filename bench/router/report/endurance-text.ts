import type { Endurance } from '../endurance/endurance.ts';
import type { MemoryPoint } from '../../measure/memory-points.ts';
import { markdown } from '../../report/markdown.ts';
import type { Verdict } from '../../report/verdicts.ts';

// What garbage collection leaves by chance: a thousand supergraphs that were kept would be a hundred times this.
const SLOPE_LIMIT_KB = 5;
// A cache that is full does not grow: the second half of the operations may add what fragments.
const GROWTH_LIMIT = 1.1;

/** Whether memory stayed bounded and nobody was turned away. */
export const enduranceVerdicts = ({ swaps, distinct }: Endurance): readonly Verdict[] => {
  const growth = distinct && growthOf(distinct.points);
  return [
    {
      what: `${swaps?.swaps ?? ''} supergraph swaps: growth of the heap for each`.trim(),
      aim: `≤ ${SLOPE_LIMIT_KB} kB`,
      found: swaps ? `${swaps.heapSlopeKb.toFixed(2)} kB` : 'not measured',
      isReached: swaps && swaps.heapSlopeKb <= SLOPE_LIMIT_KB,
    },
    {
      what: 'supergraph swaps: requests that failed meanwhile',
      aim: '0',
      found: swaps ? `${swaps.failed} of ${swaps.asked}, longest ${swaps.longestMs.toFixed(0)} ms` : 'not measured',
      isReached: swaps && swaps.failed === 0,
    },
    {
      what: `${distinct?.operations ?? ''} distinct operations: resident memory, second half against first`.trim(),
      aim: `≤ ${GROWTH_LIMIT} ×`,
      found: growth === undefined ? 'not measured' : `${growth.toFixed(2)} ×`,
      isReached: growth === undefined ? undefined : growth <= GROWTH_LIMIT,
    },
  ];
};

const growthOf = (points: readonly MemoryPoint[]): number => {
  const most = (some: readonly MemoryPoint[]) => Math.max(...some.map(({ residentMb }) => residentMb));
  const half = Math.ceil(points.length / 2);
  return most(points.slice(half)) / most(points.slice(0, half));
};

/** Memory as it went on, a table for each. */
export const enduranceTables = ({ swaps, distinct }: Endurance): readonly string[] =>
  [
    { title: 'Supergraph swaps (by SIGHUP, requests all the while)', points: swaps?.points },
    { title: 'Distinct operations', points: distinct?.points },
  ].flatMap(({ title, points }) => (points ? [`#### ${title}\n\n${pointsTable(points)}`] : []));

const pointsTable = (points: readonly MemoryPoint[]): string =>
  markdown(
    ['done', 'heap MB', 'resident MB'],
    points.map(({ done, heapMb, residentMb }) => [String(done), heapMb.toFixed(1), residentMb.toFixed(0)]),
  );
