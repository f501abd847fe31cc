import {
  GraphQLError,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { codedError } from '../../src/errors.ts';
import { randomFor, type Random } from './random.ts';

/** How probable it is that … */
export interface Oddities {
  /** a value is an error, or a resolver throws or rejects */
  readonly failing: number;
  /** a value is null, wherever it stands */
  readonly nothing: number;
  /** a property has to be called, awaited or got, or is no value of its type */
  readonly strange: number;
}

export interface Rows {
  /** What a field's resolver answers. @throws what it may throw */
  readonly answerOf: (field: string, key: string) => unknown;
  readonly rootOf: (field: string) => (source: unknown, args: object) => unknown;
  readonly entityOf: (type: string, id: string) => unknown;
  readonly typeOf: (row: { readonly kind?: string }) => string | undefined;
}

const LEAVES: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', 'text', 'long text', 7, true],
  Int: [0, -1, 7, '12', 2 ** 31 - 1],
  Float: [0.5, -2, '1.5'],
  Boolean: [true, false, 1],
  ID: ['id', 5],
  Color: [1, 'g', 'BLUE'],
  DateTime: [new Date(0), '2026-01-01T00:00:00Z'],
  Int64: ['5', 77n],
};
const STRANGE: readonly unknown[] = [Symbol('strange'), { strange: true }, Number.NaN, [], new Map(), 'strange'];
const THROWN: readonly (() => unknown)[] = [
  () => new Error('a plain error'),
  () => codedError('FORBIDDEN', 'coded'),
  () => new GraphQLError('uncoded'),
  () => Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  () => new TypeError(''),
  () => 'a text',
  () => undefined,
  () => null,
  () => 0,
  () => ({ message: 'like an error', extensions: { code: 'FORBIDDEN' } }),
];

/** Rows and answers that are random but the same whenever they are asked for. */
export const randomRows = ({ failing, nothing, strange }: Oddities, schemaOf: () => GraphQLSchema): Rows => {
  const fieldType = (field: string): GraphQLOutputType => {
    const [type = '', name = ''] = field.split('.');
    return (schemaOf().getType(type) as GraphQLObjectType).getFields()[name]!.type;
  };

  const valueOf = (type: GraphQLOutputType, key: string, random: Random): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType, key, random);
    if (random.chance(nothing)) return random.pick([null, undefined]);
    if (random.chance(failing)) return new Error('an error as a value');
    if (isListType(type)) return listOf(type.ofType, key, random);
    if (random.chance(strange)) return random.pick(STRANGE);
    if (isCompositeType(type)) {
      const possible = isObjectType(type) ? [type] : schemaOf().getPossibleTypes(type);
      return rowOf(random.pick(possible).name, String(random.integer(50)));
    }
    return random.pick(LEAVES[type.name] ?? []);
  };

  const listOf = (type: GraphQLOutputType, key: string, random: Random): unknown => {
    const items = Array.from({ length: random.integer(4) }, (_, at) => {
      const item = valueOf(type, `${key}/${at}`, random);
      if (!random.chance(strange)) return item;
      return random.chance(0.7) ? Promise.resolve(item) : rejected(random.pick(THROWN)());
    });
    return random.chance(0.1) ? new Set(items) : items;
  };

  const answerOf = (field: string, key: string): unknown => {
    const random = randomFor(key);
    if (random.chance(failing)) throw random.pick(THROWN)();
    return valueOf(fieldType(field), key, random);
  };

  const rowOf = (type: string, id: string): unknown => {
    const row = { kind: type, id };
    const random = randomFor(`${type}/${id}`);
    for (const name of Object.keys((schemaOf().getType(type) as GraphQLObjectType).getFields())) {
      if (name === 'id') continue;
      const get = () => answerOf(`${type}.${name}`, `${type}.${name}/${id}`);
      Object.defineProperty(row, name, { enumerable: true, ...propertyOf(get, random) });
    }
    return random.chance(0.3) ? instanceOf(row) : Object.freeze(row);
  };

  /** Getters, because rows lead to rows without end. One that throws is strange. */
  const propertyOf = (get: () => unknown, random: Random): PropertyDescriptor => {
    if (!random.chance(strange)) return { get: () => quiet(get) };
    return random.pick<() => PropertyDescriptor>([
      () => ({ get }),
      () => ({ value: get }),
      () => ({ get: () => Promise.resolve().then(get) }),
      () => ({
        value: (args: object, _context: object, info: { fieldName: string }) => JSON.stringify(args) + info.fieldName,
      }),
    ])();
  };

  return {
    answerOf,
    rootOf: (field) => (_source, args) => answerOf(field, `${field}/${JSON.stringify(args)}`),
    entityOf: (type, id) => {
      const random = randomFor(`entity ${type}/${id}`);
      if (random.chance(nothing)) return null;
      return random.chance(failing) ? new Error('no such entity') : rowOf(type, id);
    },
    typeOf: ({ kind }) => kind,
  };
};

function quiet(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return null;
  }
}

const rejected = (cause: unknown): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  reject(cause);
  return promise;
};

/** A row whose fields live on its class, with a private field that only its own methods see. */
function instanceOf(row: object): object {
  class Row {
    readonly #row = row;
    static {
      for (const name of Object.keys(row))
        Object.defineProperty(Row.prototype, name, {
          get(this: Row) {
            return (this.#row as Record<string, unknown>)[name];
          },
        });
    }
  }
  return new Row();
}
