import type { GraphQLFormattedError } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './router.ts';
import type { Truth } from './world/truth.ts';

/** One operation, asked everywhere. */
export interface Comparison {
  readonly ours: Answer;
  readonly stock: Answer;
  readonly truth: Truth;
  /** Whether something may fail. Without, the truth is what we must answer, to the letter. */
  readonly hasTroubles: boolean;
}

export interface Difference {
  readonly kind:
    | 'from the truth'
    /** Fields are left out. */
    | 'from the fields of the truth'
    | 'from the order of the specification'
    | 'from the true path'
    | 'from stock';
  readonly what: string;
}

/** What is different about our answer. The truth and the specification leave no excuse; stock may be wrong itself. */
export const differencesOf = (comparison: Comparison): Difference[] => [
  ...(comparison.hasTroubles ? differencesOfShape(comparison) : differencesFromTruth(comparison)),
  ...differencesFromStock(comparison),
];

function differencesFromTruth({ ours, truth }: Comparison): Difference[] {
  const kind = 'from the truth';
  if (ours.errors.length > 0) return [{ kind, what: `errors without a cause: ${JSON.stringify(ours.errors)}` }];
  if (ours.data === truth.data) return [];
  const order = disorder(read(ours.data), read(truth.data), { path: [], scalars: truth.scalars });
  return [{ kind, what: firstDifference(read(ours.data), read(truth.data)) ?? order?.what ?? 'the text' }];
}

// Where something fails there are nulls, and nothing else is different from the truth but what was computed from nulls.
function differencesOfShape({ ours, truth }: Comparison): Difference[] {
  const differences: Difference[] = [];
  const order = disorder(read(ours.data), read(truth.data), { path: [], scalars: truth.scalars });
  if (order) differences.push(order);
  for (const error of ours.errors) {
    const what = misplacement(error, ours, truth);
    if (what !== undefined) differences.push({ kind: 'from the true path', what });
  }
  return differences;
}

/** Codes of failures of whole entities and subgraphs: they stand at the entity, which may have other fields. */
const OF_ENTITIES: ReadonlySet<unknown> = new Set(['ENTITY_MOVED', 'DOWN']);

function misplacement({ path, extensions }: GraphQLFormattedError, ours: Answer, truth: Truth): string | undefined {
  const code = extensions?.['code'];
  if (OF_ENTITIES.has(code)) return undefined;
  if (!path) return ours.data === 'null' ? undefined : `${String(code)} has no path`;
  if (!leadsToNull(read(ours.data), path)) return `${JSON.stringify(path)} is not null`;
  // A field that was fetched for another one alone is not in the truth.
  if (!isSelected(path, truth)) return undefined;
  const failure = truth.failures.get(JSON.stringify(path));
  if (!failure) return code === 'TEAPOT' ? `nothing fails at ${JSON.stringify(path)}` : undefined;
  return failure.code === code ? undefined : `${JSON.stringify(path)} fails with ${failure.code}, not ${String(code)}`;
}

/** Where there is no telling which of both is wrong. */
export function differencesFromStock({ ours, stock }: Pick<Comparison, 'ours' | 'stock'>): Difference[] {
  const differences: Difference[] = [];
  const data = firstDifference(read(ours.data), read(stock.data));
  if (data !== undefined) differences.push({ kind: 'from stock', what: `data: ${data}` });
  const own = errorTexts(ours.errors);
  const theirs = errorTexts(stock.errors);
  // What is wrong with a null at the root is said by us alone.
  if (own.length === 1 && theirs.length === 0 && ours.data === 'null' && stock.data === 'null') return differences;
  // Where a subgraph is down, we say so at each of its entities and stock once, nowhere.
  const isDown = [...own, ...theirs].some((text) => text.startsWith('DOWN'));
  if (isDown ? !isDeepStrictEqual(codesIn(own), codesIn(theirs)) : !areSameErrors(own, theirs))
    differences.push({ kind: 'from stock', what: `errors: ours ${own.join(' ')} stock ${theirs.join(' ')}` });
  return differences;
}

/** We tell no more errors of one answer. */
const MOST_ERRORS = 100;

function areSameErrors(own: readonly string[], theirs: readonly string[]): boolean {
  if (own.length < MOST_ERRORS || theirs.length <= MOST_ERRORS) return isDeepStrictEqual(own, theirs);
  const untold = [...theirs];
  return own.every((text) => {
    const at = untold.indexOf(text);
    if (at >= 0) untold.splice(at, 1);
    return at >= 0;
  });
}

const codesIn = (texts: readonly string[]) => [...new Set(texts.map((text) => text.split('@')[0]))];

/** Code and path without indexes, which stock confuses in lists that are mixed. */
const errorTexts = (errors: readonly GraphQLFormattedError[]): string[] =>
  errors
    .map(
      ({ path, extensions }) =>
        `${codeOf(extensions)}@${(path ?? []).map((step) => (typeof step === 'number' ? '#' : step)).join('.')}`,
    )
    .toSorted();

// What had no code is masked by us, and gets a code of the gateway from stock.
const codeOf = (extensions: GraphQLFormattedError['extensions']): string => {
  const code = String(extensions?.['code']);
  return code === 'DOWNSTREAM_SERVICE_ERROR' ? 'INTERNAL_SERVER_ERROR' : code;
};

const read = (data: string | undefined): unknown => (data === undefined ? undefined : (JSON.parse(data) as unknown));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function firstDifference(a: unknown, b: unknown, at = 'data'): string | undefined {
  if (isDeepStrictEqual(a, b)) return undefined;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a
      .map((item, index) => firstDifference(item, b[index], `${at}.${index}`))
      .find((found) => found !== undefined);
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = firstDifference(a[key], b[key], `${at}.${key}`);
      if (found !== undefined) return found;
    }
  }
  return `${at} is ${JSON.stringify(a)}, not ${JSON.stringify(b)}`;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly scalars: Truth['scalars'];
}

/** Where an answer has not the keys of the truth in the truth's order; nulls and leaves are no matter. */
function disorder(answer: unknown, truth: unknown, { path, scalars }: Place): Difference | undefined {
  if (scalars.has(JSON.stringify(path))) return undefined;
  const below = (step: string | number): Place => ({ path: [...path, step], scalars });
  if (Array.isArray(answer) && Array.isArray(truth))
    return first(answer.map((item, index) => disorder(item, truth[index], below(index))));
  if (!isObject(answer) || !isObject(truth)) return undefined;
  const [own, expected] = [Object.keys(answer), Object.keys(truth)];
  if (!isDeepStrictEqual(own, expected)) {
    const isLess = isDeepStrictEqual(
      own,
      expected.filter((key) => own.includes(key)),
    );
    const kind = isLess ? 'from the fields of the truth' : 'from the order of the specification';
    return { kind, what: `${JSON.stringify(path)} has [${own.join(' ')}], not [${expected.join(' ')}]` };
  }
  return first(own.map((key) => disorder(answer[key], truth[key], below(key))));
}

const first = (found: readonly (Difference | undefined)[]) => found.find((difference) => difference !== undefined);

function leadsToNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const step of path) {
    if (value === null || value === undefined) return true;
    value = (value as Record<string | number, unknown>)[step];
  }
  // A field that was fetched for another one alone is not in the answer.
  return value === null || value === undefined;
}

const isSelected = (path: readonly (string | number)[], { data }: Truth): boolean => {
  let value: unknown = JSON.parse(data);
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return true;
};
