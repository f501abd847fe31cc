import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { execute, getOperationAST, GraphQLScalarType, parse, validate, type ExecutionResult } from 'graphql';
import { buildSchema, SHARED_SCHEMA, type ResolverTable } from '../src/build-schema.ts';
import { compilableSchema } from '../src/compilable-schema.ts';
import { compiled, compiledQuery } from '../src/compiled-query.ts';

const TYPES = `
  scalar Loose
  type Query {
    row: Row
    later: Row
    rows: [Row]
    item: Item
    facts: Facts
    told(text: String = "by default"): String
    pair: Pair
    looser: Loose
  }
  type Mutation { first: String second: String }
  type Row { id: ID name: String length: Int loose: Loose moment: DateTime inner: Row must: String! }
  type Pair { left: Facts right_told: Facts right: Pair told: Facts }
  type Facts { field: String type: String parent: String variables: String }
  interface Item { text(of: Int = 1): String }
  type One implements Item { text(of: Int = 1): String }
  type Two implements Item { text(of: Int = 2): String }
`;
const facts = (
  _: unknown,
  __: unknown,
  ___: unknown,
  info: { fieldName: string; returnType: unknown; parentType: unknown; variableValues: object },
) => ({
  field: info.fieldName,
  type: String(info.returnType),
  parent: String(info.parentType),
  variables: JSON.stringify(info.variableValues),
});

const schemaOf = (resolvers: ResolverTable) =>
  buildSchema({
    typeDefs: `${readFileSync(SHARED_SCHEMA, 'utf8')}\n${TYPES}`,
    resolvers: { Item: { __resolveType: (row: { kind: string }) => row.kind }, ...resolvers },
    references: {},
  });

/** Both answers, and whether compiled code gave the second. */
async function ask(resolvers: ResolverTable, query: string, variables: Record<string, unknown> = {}) {
  const schema = schemaOf(resolvers);
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const byGraphqlJs = () => execute({ schema, document, variableValues: variables, contextValue: {} });
  let isCompiled = true;
  const interpreted = () => {
    isCompiled = false;
    return byGraphqlJs();
  };
  const operation = getOperationAST(document)!;
  const run = compiled({ schema, document, operation, interpreted }) ?? interpreted;
  const [expected, actual] = [await byGraphqlJs(), await run(variables, {})];
  return { expected: shown(expected), actual: shown(actual), isCompiled };
}
const shown = ({ data, errors }: ExecutionResult) =>
  JSON.parse(
    JSON.stringify({
      data,
      errors: errors?.map((error) => ({ ...error.toJSON(), cause: error.originalError?.message })),
    }),
  ) as unknown;

interface Case {
  readonly resolvers?: object;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}
const row = (properties: object) => ({ Query: { row: () => properties, later: async () => properties } });
const throwing = Object.defineProperty({ id: '1' }, 'name', {
  get: () => {
    throw new Error('a getter');
  },
});
const thrown = (value: unknown) => ({
  Query: {
    row: () => {
      throw value;
    },
  },
});

const LEFT_TO_GRAPHQL_JS: Readonly<Record<string, Case>> = {
  'a property that is a function': { resolvers: row({ loose: () => 'called' }), query: '{ row { loose } }' },
  'a property that is a promise': { resolvers: row({ loose: Promise.resolve('awaited') }), query: '{ row { loose } }' },
  'a getter that throws at once': { resolvers: row(throwing), query: '{ row { id name } }' },
  'a getter that throws later': { resolvers: row(throwing), query: '{ later { id name } }' },
  'a leaf that does not fit': { resolvers: row({ moment: 'never' }), query: '{ row { moment } }' },
  'a scalar that makes nothing of a value': {
    resolvers: {
      ...row({ loose: 1 }),
      Loose: new GraphQLScalarType({ name: 'Loose', serialize: () => null }),
    },
    query: '{ row { loose } }',
  },
  'a text where a row belongs': { resolvers: row({ inner: 'text' }), query: '{ row { inner { length } } }' },
  'a text in a list of rows': { resolvers: { Query: { rows: () => ['text'] } }, query: '{ rows { length } }' },
  'a type that cannot be told': {
    resolvers: { Query: { item: () => ({ kind: 'Row' }) } },
    query: '{ item { __typename } }',
  },
  'a type resolver that throws later': {
    resolvers: {
      Query: { item: async () => ({}) },
      Item: {
        __resolveType: () => {
          throw new Error('no type');
        },
      },
    },
    query: '{ item { __typename } }',
  },
  'a condition that is null': {
    resolvers: row({ id: '1' }),
    query: 'query ($v: Boolean = false) { row { id @skip(if: $v) } }',
    variables: { v: null },
  },
  'an argument whose default depends on the type': {
    resolvers: {
      Query: { item: () => ({ kind: 'Two' }) },
      Two: { text: (_: unknown, { of }: { of: number }) => String(of) },
    },
    query: '{ item { text } }',
  },
  'an alias that could be a path': {
    resolvers: { Query: { pair: () => ({ right: {} }) }, Pair: { told: facts, right_told: facts } },
    query: '{ pair { told_right: right_told { field type } right { told { field type } } } }',
  },
  'the alias __proto__': {
    resolvers: row({ id: '1', inner: { id: '2' } }),
    query: '{ row { __proto__: inner { id } id } }',
  },
  introspection: { query: '{ __type(name: "Row") { fields { name } } }' },
};

describe('compiled code leaves to graphql-js', () => {
  test.each(Object.entries(LEFT_TO_GRAPHQL_JS))('%s', async (_, { resolvers = {}, query, variables }) => {
    const { expected, actual, isCompiled } = await ask(resolvers as ResolverTable, query, variables);
    expect(actual).toEqual(expected);
    expect(isCompiled).toBe(false);
  });
});

const ANSWERED: Readonly<Record<string, Case>> = {
  'what was thrown and is no error': { resolvers: thrown('a text'), query: '{ row { id } }' },
  'undefined that was thrown': { resolvers: thrown(undefined), query: '{ row { id } }' },
  'a field that is told where it stands': {
    resolvers: { Query: { facts } },
    query:
      'query ($v: String = "3", $w: String) { facts { field type parent variables } told(text: $w) other: told(text: $v) }',
  },
  'wrong variables': {
    query: 'query ($v: Int!, $w: String) { told(text: $w) item { ... on One { text(of: $v) } } }',
    variables: { v: 'x', w: 5 },
  },
  'a row with the properties of every object': {
    resolvers: row({ id: '1', inner: { id: '2' } }),
    query: '{ row { constructor: inner { toString: id } hasOwnProperty: must } valueOf: row { id } }',
  },
};

describe('compiled code answers as graphql-js does', () => {
  test.each(Object.entries(ANSWERED))('%s', async (_, { resolvers = {}, query, variables }) => {
    const { expected, actual, isCompiled } = await ask(resolvers as ResolverTable, query, variables);
    expect(actual).toEqual(expected);
    expect(isCompiled).toBe(true);
  });
});

test('a mutation stays with graphql-js, so that nothing is done twice', async () => {
  const done: string[] = [];
  const act = async (_: unknown, __: unknown, ___: unknown, { fieldName }: { fieldName: string }) => {
    done.push(fieldName);
    return Symbol('no text') as unknown;
  };
  const run = compiledQuery(schemaOf({ Mutation: { first: act, second: act } }), parse('mutation { first second }'));
  for (let times = 0; times < 4; times += 1) await run({}, {});
  expect(done).toEqual(['first', 'second', 'first', 'second', 'first', 'second', 'first', 'second']);
});

test('a query whose rows are not for compiled code is run twice only three times', async () => {
  let asked = 0;
  const resolvers = { Query: { row: () => ((asked += 1), { loose: () => 'called' }) } };
  const run = compiledQuery(schemaOf(resolvers), parse('{ row { loose } }'));
  for (let times = 0; times < 10; times += 1) expect((await run({}, {})).data).toEqual({ row: { loose: 'called' } });
  expect(asked).toBe(10 + 3);
});

test('a small text whose program would be huge is not compiled', () => {
  const fragments = Array.from({ length: 30 }, (_, nth) => {
    const next = nth === 29 ? 'id' : `...F${nth + 1}`;
    return `fragment F${nth} on Row { a: inner { ${next} } b: inner { ${next} } }`;
  });
  const document = parse(`{ row { ...F0 } } ${fragments.join(' ')}`);
  const schema = schemaOf(row({ id: '1' }));
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document)!;
  expect(compiled({ schema, document, operation, interpreted: () => ({}) })).toBeUndefined();
});

test('programs are forgotten before they fill the memory, and made again when they are needed', async () => {
  const schema = schemaOf(row({ id: '1', inner: { id: '2' } }));
  const fields = Array.from({ length: 240 }, (_, nth) => `a${nth}: id`).join(' ');
  const runs = Array.from({ length: 130 }, (_, nth) =>
    compiledQuery(schema, parse(`{ n${nth}: row { id ${fields} } }`)),
  );
  for (const run of [...runs, ...runs, ...runs, ...runs.slice(0, 3)])
    expect(Object.values((await run({}, {})).data!)).toMatchObject([{ id: '1' }]);
  const { programs } = compilableSchema(schema)!;
  expect(programs.size).toBeLessThan(130);
  expect(programs.calculatedSize).toBeLessThanOrEqual(30_000);
});

test('a schema whose types and fields cannot be told apart when joined is not compiled', async () => {
  const schema = buildSchema({
    typeDefs: `${readFileSync(SHARED_SCHEMA, 'utf8')} type Query { a: Item b: Items } type Item { sx: String } type Items { x: String }`,
    resolvers: {
      Query: { a: () => ({}), b: () => ({}) },
      Item: { sx: () => 'Item.sx' },
      Items: { x: () => 'Items.x' },
    },
    references: {},
  });
  const run = compiledQuery(schema, parse('{ a { sx } b { x } }'));
  for (let times = 0; times < 4; times += 1)
    expect((await run({}, {})).data).toEqual({ a: { sx: 'Item.sx' }, b: { x: 'Items.x' } });
});
