import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  locatedError,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** One run of compiled code: the context that graphql-jit passes on, around the resolvers' own. */
export interface CompiledRun {
  readonly context: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Told when a value came up that compiled code does not treat as graphql-js does. */
  readonly giveUp: () => void;
}

/** The message of a leaf that compiled code could not complete; graphql-js knows which error that is. */
export const MISFIT = 'a value does not fit compiled code';
const misfit = new Error(MISFIT);

/** A leaf's serializer. @throws an error with the message {@link MISFIT}, also for properties that have to be called or awaited. */
export const guardedSerializer = (type: GraphQLLeafType) => (value: unknown) => {
  if (typeof value === 'function' || isThenable(value)) throw misfit;
  let serialized: unknown;
  try {
    serialized = type.serialize(value);
  } catch {
    throw misfit;
  }
  if (serialized == null) throw misfit;
  return serialized;
};

interface Place {
  readonly schema: GraphQLSchema;
  readonly parentType: GraphQLObjectType;
  readonly returnType: GraphQLOutputType;
}

/** A resolver as it is written, called with what graphql-js would call it with; its answer is made safe for compiled code. */
export const guardedResolver = (
  resolve: GraphQLFieldResolver<unknown, unknown>,
  { schema, parentType, returnType }: Place,
): GraphQLFieldResolver<unknown, CompiledRun> => {
  const shape = shapeOf(returnType);
  // eslint-disable-next-line max-params -- a resolver has graphql-js's four
  return (source, args, run, info) => {
    let value: unknown;
    try {
      const own = Object.assign(info, { schema, parentType, returnType, variableValues: run.variables });
      value = resolve(source, args, run.context, own);
    } catch (error) {
      throw asError(error);
    }
    return isThenable(value) ? guardedPromise(value, run, shape) : checked(value, run, shape);
  };
};

/** How many lists are around a type, and whether it has fields. */
interface Shape {
  readonly lists: number;
  readonly isComposite: boolean;
}

function shapeOf(type: GraphQLOutputType): Shape {
  let lists = 0;
  for (let inner = type; isListType(inner) || isNonNullType(inner); inner = inner.ofType)
    if (isListType(inner)) lists += 1;
  return { lists, isComposite: isCompositeType(getNamedType(type)) };
}

function checked(value: unknown, run: CompiledRun, shape: Shape): unknown {
  if (value == null || value instanceof Error) return value;
  if (shape.lists > 0) return checkedList(value, run, shape);
  // Compiled code reads the properties of texts and numbers, too.
  if (shape.isComposite && typeof value !== 'object' && typeof value !== 'function') run.giveUp();
  return value;
}

/** Promises in lists reject as Error instances: graphql-jit appends a null for a rejected item, wherever it stood. */
function checkedList(value: object, run: CompiledRun, { lists, isComposite }: Shape): unknown {
  if (typeof value !== 'object' || !(Symbol.iterator in value)) return value;
  const items = Array.isArray(value) ? (value as unknown[]) : [...(value as Iterable<unknown>)];
  const inner = { lists: lists - 1, isComposite };
  let copy: unknown[] | undefined;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    const fine = isThenable(item) ? settledPromise(item, run, inner) : checked(item, run, inner);
    if (fine !== item) (copy ??= [...items])[at] = fine;
  }
  return copy ?? items;
}

type Continue = (value: unknown) => void;

/** Whatever compiled code throws in a continuation would be an unhandled rejection, and the run would never end. */
const guardedPromise = (promise: PromiseLike<unknown>, run: CompiledRun, shape: Shape) => ({
  then: (go: Continue, fail: Continue) => {
    const goOn = (value: unknown) => {
      let fine: unknown;
      try {
        fine = checked(value, run, shape);
      } catch (error) {
        guarded(fail, asError(error), run);
        return;
      }
      guarded(go, fine, run);
    };
    promise.then(goOn, (error: unknown) => guarded(fail, asError(error), run));
  },
});

const settledPromise = (promise: PromiseLike<unknown>, run: CompiledRun, shape: Shape) => ({
  then: (go: Continue) => guardedPromise(promise, run, shape).then(go, go),
});

function guarded(go: Continue, value: unknown, run: CompiledRun): void {
  try {
    go(value);
  } catch {
    run.giveUp();
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';

/** What was thrown, as graphql-js would tell it. */
const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : (locatedError(thrown, undefined).originalError ?? new Error());
