import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '@stoa/platform';
import { parse, validate } from 'graphql';
import type { Engine } from './engine.ts';
import { NOBODY } from './nobody.ts';

/** An operation that will probably be asked for. */
export interface ExpectedOperation {
  readonly query: string;
  readonly name?: string | undefined;
}

export interface Warming {
  /** Told once of all that is left out, and why. */
  readonly log?: Log | undefined;
  /** Aborted when nobody needs the rest: the engine closes. */
  readonly signal?: AbortSignal | undefined;
}

/** Operations that the log names; of the others it says how many. */
const MOST_NAMED = 20;

/**
 * Plans operations before anybody asks for them, one after the other; the event loop is free in between. What this engine's
 * schema does not take (any more) is left out. Never rejects. @returns how many are ready
 */
export const warmEngine = async (
  engine: Engine,
  operations: readonly ExpectedOperation[],
  { log, signal }: Warming = {},
): Promise<number> => {
  const leftOut: { operation: string; reason: string }[] = [];
  let ready = 0;
  for (const operation of operations) {
    if (signal?.aborted) return ready;
    const reason = await misfitOf(engine, operation);
    if (reason === undefined) ready += 1;
    else leftOut.push({ operation: nameOf(operation), reason });
    await nextTurn();
  }
  if (leftOut.length > 0 && !signal?.aborted)
    log?.warn({ count: leftOut.length, operations: leftOut.slice(0, MOST_NAMED) }, 'operations are not planned ahead');
  return ready;
};

/** Makes one operation ready. @returns why that cannot be */
async function misfitOf(engine: Engine, { query, name }: ExpectedOperation): Promise<string | undefined> {
  try {
    const document = parse(query);
    const [fault] = validate(engine.apiSchema, document, undefined, { maxErrors: 1 });
    if (fault) return fault.message;
    const operation = engine.learn(document, query, name);
    if (!operation) return 'The document has no such operation';
    // Clients may leave out the name of a document's only operation: then it is looked for without.
    engine.learn(document, query, undefined);
    // With all rights and with none are the two plans that are worth having ahead.
    await engine.warm(operation);
    await engine.warm(operation, NOBODY);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

// Not the text: it may hold values.
function nameOf({ query, name }: ExpectedOperation): string {
  return name ?? NAME.exec(query)?.[1] ?? 'without a name';
}

const NAME = /\b(?:query|mutation|subscription)\s+(\w+)/;
