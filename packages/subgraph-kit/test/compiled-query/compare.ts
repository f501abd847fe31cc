import type { Log } from '@stoa/platform';
import { execute, getOperationAST, parse, validate, type ExecutionResult } from 'graphql';
import { compiled } from '../../src/compiled-query.ts';
import { formatErrors } from '../../src/format-error.ts';
import { randomOf } from './random.ts';
import { randomOperation } from './random-operation.ts';
import type { Oddities } from './random-rows.ts';
import { randomSubgraph, traceOf } from './random-subgraph.ts';

const ODDITIES: readonly Oddities[] = [
  { failing: 0, nothing: 0, strange: 0 },
  { failing: 0, nothing: 0.1, strange: 0 },
  { failing: 0.08, nothing: 0.1, strange: 0 },
  { failing: 0.04, nothing: 0.05, strange: 0.05 },
];

const silent = { warn: () => undefined, error: () => undefined } as unknown as Log;

type Shown = ReturnType<typeof formatErrors>[number];
const shown = ({ errors = [] }: ExecutionResult): readonly Shown[] =>
  formatErrors(errors, { log: silent, requestId: 'request-1' });

/** Where an error left its null: at its path, or further up when it stood where no null may be. */
function nulled(data: unknown, path: Shown['path'] = []): string {
  let value = data;
  let at = 0;
  while (at < path.length && value != null) value = (value as Record<string | number, unknown>)[path[at++]!];
  return path.slice(0, at).join('.');
}

/**
 * Errors as they have to be the same. Which of several errors that null the same thing are told, the specification leaves open
 * (section 6.4.4), and graphql-js leaves it to the order of events: there, that it is nulled has to be the same.
 */
function comparable(result: ExecutionResult) {
  const errors = shown(result);
  const own = errors.filter(({ path }) => nulled(result.data, path) === (path ?? []).join('.'));
  const further = errors.filter((error) => !own.includes(error)).map(({ path }) => nulled(result.data, path));
  return {
    data: JSON.stringify(result.data),
    own: own
      .map(({ message, path, locations, extensions }) =>
        JSON.stringify([path, message, extensions?.['code'], locations]),
      )
      .toSorted(),
    further: outermost(further),
  };
}

/** Nulls below which no other is: an error below a null that another error left need not be told at all. */
const outermost = (places: readonly string[]) =>
  [...new Set(places)]
    .filter((place) => !places.some((other) => other !== place && `${place}.`.startsWith(`${other}.`)))
    .toSorted();

const countsOf = ({ calls, batches }: ReturnType<typeof traceOf>) => [Object.entries(calls).toSorted(), batches];

/** Jest's own difference of two large answers takes longer than the whole test. */
function same(expected: unknown, actual: unknown, place: string): void {
  const [one, other] = [JSON.stringify(expected, null, 1), JSON.stringify(actual, null, 1)];
  if (one !== other) throw new Error(`${place}\ngraphql-js: ${one}\ncompiled: ${other}`);
}

export interface Counted {
  compared: number;
  /** … of which compiled code answered */
  compiled: number;
  /** … of which graphql-js answered in its place, because of the values that came up or of variables */
  givenUp: number;
  errors: number;
  /** … in which a null went further up than the error's own place */
  propagated: number;
  /** Operations that are not compiled. */
  refused: number;
}

// Where one item of a list throws at once and another rejects, graphql-js 16.15 leaves a rejection that nobody hears.
let unheard = 0;
process.on('unhandledRejection', () => void (unheard += 1));
const turn = () => new Promise((resolve) => void setImmediate(resolve));

/** Compares until so many answers were compared. @throws an error that names the seed, the operation and both answers */
export const compareRandomly = async (seed: number, comparisons: number): Promise<Counted> => {
  const counted: Counted = { compared: 0, compiled: 0, givenUp: 0, errors: 0, propagated: 0, refused: 0 };
  for (let next = seed; counted.compared < comparisons; next += 1) await compareSchema(next, counted);
  return counted;
};

async function compareSchema(seed: number, counted: Counted): Promise<void> {
  const random = randomOf(seed);
  const schema = randomSubgraph(random, ODDITIES[seed % ODDITIES.length]!);
  for (let nth = 0; nth < 12; nth += 1) {
    const { query, variables } = randomOperation(schema, random);
    const document = parse(query);
    if (validate(schema, document).length > 0) continue;
    let givenUp = 0;
    const interpreted = (variableValues: object, contextValue: unknown) => {
      givenUp += 1;
      return execute({ schema, document, variableValues: variableValues as never, contextValue });
    };
    const run = compiled({ schema, document, operation: getOperationAST(document)!, interpreted });
    if (!run) {
      counted.refused += 1;
      continue;
    }
    for (let times = 0; times < 6; times += 1) {
      const given = variables();
      const [expectedTrace, actualTrace] = [traceOf(), traceOf()];
      givenUp = 0;
      const expected = await execute({ schema, document, variableValues: given, contextValue: expectedTrace });
      await turn();
      const before = unheard;
      const actual = await run(given, actualTrace);
      await turn();
      const [one, other] = [comparable(expected), comparable(actual)];
      const place = `COMPILED_QUERY_SEED=${seed}\n${query}\n${JSON.stringify(given)}`;
      same(one, other, place);
      counted.compared += 1;
      counted[givenUp > 0 ? 'givenUp' : 'compiled'] += 1;
      if (one.own.length > 0) counted.errors += 1;
      if (one.further.length > 0) counted.propagated += 1;
      if (givenUp === 0) same({ unheard: before }, { unheard }, place);
      // Where a null went further up, graphql-js did not call what stood beside it; what was given up was called twice.
      if (givenUp === 0 && one.further.length === 0) same(countsOf(expectedTrace), countsOf(actualTrace), place);
    }
  }
}

const [seed, comparisons] = process.argv.slice(2).map(Number);
if (import.meta.main) process.stdout.write(JSON.stringify(await compareRandomly(seed ?? 1, comparisons ?? 2_000)));
