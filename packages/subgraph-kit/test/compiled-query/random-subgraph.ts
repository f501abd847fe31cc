import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, SHARED_SCHEMA } from '../../src/build-schema.ts';
import { randomFor, type Random } from './random.ts';
import { randomRows, type Oddities, type Rows } from './random-rows.ts';

/** What one run did, to compare with another's. */
export interface Trace {
  readonly calls: Record<string, number>;
  batches: number;
  readonly load: (key: string) => Promise<unknown>;
}

const WRAPPED = ['T', 'T', 'T', 'T!', '[T]', '[T!]', '[T!]!', '[[T]]', '[[T!]!]', '[[T]!]!'];
const LEAVES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Color', 'DateTime', 'Int64'];
const ARGUMENTS = [
  'n: Int = 3',
  'must: Int! = 4',
  'color: Color = GREEN',
  'filter: Filter',
  'preset: Filter = { color: BLUE, tags: "one" }',
  'at: DateTime = "2026-01-02T03:04:05Z"',
  'ids: [ID!]',
  'grid: [[Int]] = [[1], [2, 3]]',
  'text: String',
];

const BASE = `
  enum Color { RED GREEN BLUE }
  input Filter { color: Color = RED min: Int! = 1 max: Int at: DateTime tags: [String!] = ["a"] nested: Filter }
`;

const wrapped = (random: Random, type: string) => random.pick(WRAPPED).replace('T', type);

const fieldOf = (random: Random, name: string, types: readonly string[]) => {
  const isLeaf = random.chance(0.55);
  const args = ARGUMENTS.filter(() => random.chance(isLeaf ? 0.1 : 0.15));
  const refused = random.chance(0.04) ? ' @authenticated' : '';
  return `${name}${args.length > 0 ? `(${args.join(', ')})` : ''}: ${wrapped(random, random.pick(isLeaf ? LEAVES : types))}${refused}`;
};

/** The SDL of a subgraph with entities, interfaces, unions and fields of every shape. */
function randomTypeDefs(random: Random): string {
  const objects = Array.from({ length: 2 + random.integer(3) }, (_, nth) => `T${nth}`);
  const types = [...objects, 'Node', 'Any'];
  const shared = Array.from({ length: 2 }, (_, nth) => fieldOf(random, `s${nth}`, types));
  const bodies = objects.map((name) => {
    const own = Array.from({ length: 2 + random.integer(4) }, (_, nth) => fieldOf(random, `f${nth}`, types));
    return `type ${name} implements Node @key(fields: "id") { id: ID! ${[...shared, ...own].join(' ')} }`;
  });
  const roots = Array.from({ length: 5 }, (_, nth) => fieldOf(random, `q${nth}`, types));
  return [
    readFileSync(SHARED_SCHEMA, 'utf8'),
    BASE,
    `interface Node { id: ID! ${shared.join(' ').replaceAll(' @authenticated', '')} }`,
    `union Any = ${objects.join(' | ')}`,
    ...bodies,
    `type Query { ${roots.join(' ')} }`,
  ].join('\n');
}

type Resolver = (source: unknown, args: object, trace: Trace, info: { fieldName: string }) => unknown;

/** How a field is answered: as a property, at once, later, or batched; the answer is the same. */
function resolverOf(random: Random, name: string, rows: Rows): Resolver | undefined {
  const how = random.pick(['property', 'property', 'property', 'sync', 'async', 'late', 'batched']);
  if (how === 'property') return undefined;
  return (source, args, trace, info) => {
    trace.calls[name] = (trace.calls[name] ?? 0) + 1;
    const key = `${name}/${(source as { id?: string } | undefined)?.id}/${JSON.stringify(args)}/${info.fieldName}`;
    const answer = () => rows.answerOf(name, key);
    switch (how) {
      case 'sync':
        return answer();
      case 'async':
        return Promise.resolve().then(answer);
      case 'late':
        return new Promise((resolve) => void setImmediate(resolve)).then(answer);
      default:
        return trace.load(key).then(answer);
    }
  };
}

/** A schema as the kit builds it. */
export const randomSubgraph = (random: Random, oddities: Oddities): GraphQLSchema => {
  const typeDefs = randomTypeDefs(random);
  const rows = randomRows(oddities, () => schema);
  const resolvers: Record<string, unknown> = {
    Color: { RED: 1, GREEN: 'g', BLUE: 'BLUE' },
    Node: { __resolveType: rows.typeOf },
    Any: { __resolveType: rows.typeOf },
  };
  for (const [, name, body] of typeDefs.matchAll(/type (T\d|Query)[^{]*\{(.*)\}/g)) {
    const fields = [...body!.matchAll(/([fsq]\d)[(:]/g)].map(([, field]): [string, Resolver | undefined] => [
      field!,
      name === 'Query'
        ? (resolverOf(random, `Query.${field}`, rows) ?? rows.rootOf(`Query.${field}`))
        : resolverOf(random, `${name}.${field}`, rows),
    ]);
    resolvers[name!] = Object.fromEntries(fields.filter(([, resolver]) => resolver));
  }
  const references = Object.fromEntries(
    ['T0', 'T1'].map((type) => [
      type,
      async (asked: readonly { id: string }[], trace: Trace) => {
        trace.calls[`references ${type}`] = (trace.calls[`references ${type}`] ?? 0) + 1;
        if (randomFor(`${type}/${asked[0]?.id}`).chance(oddities.failing)) throw new Error('no references');
        return asked.map(({ id }) => rows.entityOf(type, id));
      },
    ]),
  );
  const schema = buildSchema<Trace>({ typeDefs, resolvers, references });
  return schema;
};

/** A context that counts. */
export const traceOf = (): Trace & { readonly caller: object } => {
  let waiting: (() => void)[] = [];
  const trace = {
    caller: {},
    calls: {} as Record<string, number>,
    batches: 0,
    load: (key: string) =>
      new Promise<unknown>((resolve) => {
        waiting.push(() => resolve(key));
        if (waiting.length > 1) return;
        // As DataLoader does: when all promises of this turn have been followed.
        void Promise.resolve().then(() =>
          process.nextTick(() => {
            trace.batches += 1;
            const batch = waiting;
            waiting = [];
            for (const go of batch) go();
          }),
        );
      }),
  };
  return trace;
};
