import type { Profiler } from 'node:inspector';

export interface SelfTime {
  /** `function (package or file)`. */
  readonly where: string;
  /** Of the time that was not idle, 0 to 1. */
  readonly share: number;
}

/** Where a CPU profile's time was spent, functions by their own time, the largest first. */
export const selfTimes = ({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): SelfTime[] => {
  const named = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const spent = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const where = named.get(id);
    if (where === undefined || NOT_WORK.test(where)) continue;
    const micros = timeDeltas[index] ?? 0;
    spent.set(where, (spent.get(where) ?? 0) + micros);
    busy += micros;
  }
  return [...spent]
    .map(([where, micros]) => ({ where, share: micros / busy }))
    .toSorted((left, right) => right.share - left.share);
};

/** Time by package (`pg`, `@prisma/client`, `graphql`, `subgraphs/orders`, `node`). */
export const byPackage = (times: readonly SelfTime[]): SelfTime[] => {
  const shares = new Map<string, number>();
  for (const { where, share } of times) {
    const place = /\(([^()]*)\)$/.exec(where)?.[1] ?? '';
    const name = /^((?:subgraphs|packages|apps)\/[^/]+|router|@[^/]+\/[^/ ]+|[^/: ]+)/.exec(place)?.[1] ?? 'node';
    const owner = where === '(garbage collector)' ? where : name;
    shares.set(owner, (shares.get(owner) ?? 0) + share);
  }
  return [...shares].map(([where, share]) => ({ where, share })).toSorted((left, right) => right.share - left.share);
};

// Waiting, and the profiler's own work.
const NOT_WORK = /^\((idle|root|program)\)$|\(node inspector:/;

function placeOf({ functionName, url, lineNumber }: Profiler.Profile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `${functionName || 'anonymous'} (node native)`;
  const place = url
    .replace(/^file:\/\//, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/(?=(?:subgraphs|packages|apps|router|bench)\/)/, '')
    .replace(/^node:.*/, (name) => `node ${name.slice('node:'.length)}`);
  return `${functionName || 'anonymous'} (${place}:${lineNumber + 1})`;
}
