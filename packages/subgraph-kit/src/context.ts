import { createHash } from 'node:crypto';
import { receiptScope, type Caller, type Failure, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { codedError } from './errors.ts';
import type { SubgraphRequest } from './handler.ts';

/** One thing that can happen: gathers, asks a decision, lets the repository write. */
export type Command<Rooms, Input, Value, Refusal extends Failure> = (
  rooms: Rooms,
) => (door: Door, input: Input) => Promise<Result<Value, Refusal>>;

// `never` for the rooms accepts commands of any rooms; binding checks them against the subgraph's.
export type CommandTable = Readonly<Record<string, (rooms: never) => (...args: never[]) => unknown>>;
export type Bound<Commands extends CommandTable> = { readonly [Name in keyof Commands]: ReturnType<Commands[Name]> };

/** What resolvers get. */
export interface SubgraphContext<Rooms, Commands extends CommandTable, Loaders> {
  readonly caller: Caller;
  readonly requestId: string;
  readonly rooms: Rooms;
  readonly commands: Bound<Commands>;
  /** Batched reads of this request. */
  readonly loaders: Loaders;
  /** The door of this mutation; an input with an `idempotencyKey` brings its receipt. @throws UNAUTHENTICATED without a scope for it. */
  readonly door: (input?: { readonly idempotencyKey?: string }) => Door;
}

/** The door through which one mutation field comes in. */
export const mutationDoor = (
  request: SubgraphRequest,
  at: Date,
  { field, input }: { field: string; input: { readonly idempotencyKey?: string } | undefined },
): Door => ({
  caller: request.caller,
  at,
  correlationId: request.requestId,
  deadline: request.deadline,
  ...(request.signal && { signal: request.signal }),
  ...(request.traceparent !== undefined && { traceparent: request.traceparent }),
  ...(input?.idempotencyKey !== undefined && {
    receipt: receiptOf(request.caller, field, { ...input, idempotencyKey: input.idempotencyKey }),
  }),
});

const LONGEST_KEY = 128;

function receiptOf(caller: Caller, field: string, input: { readonly idempotencyKey: string }) {
  const key = input.idempotencyKey;
  const scope = receiptScope(caller);
  if (scope === undefined)
    throw codedError('UNAUTHENTICATED', 'An idempotency key belongs to somebody: sign in or send x-cart-token.');
  if (key.length === 0 || key.length > LONGEST_KEY)
    throw codedError('BAD_USER_INPUT', `idempotencyKey has 1 to ${LONGEST_KEY} characters.`);
  return { scope: `${scope}/${field}`, key, bodyHash: createHash('sha256').update(canonical(input)).digest('hex') };
}

// graphql-js coerces input objects in the schema's field order, so equal inputs have equal texts.
const canonical = (input: object) => JSON.stringify(input);
