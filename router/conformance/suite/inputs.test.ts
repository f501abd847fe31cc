import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

const told = (_: unknown, args: object) => JSON.stringify(args);

describe('arguments and variables', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query {
            show(n: Int = 5, text: String, must: Int! = 1): String list(ids: [ID!] grid: [[Int]]): String find(filter: Filter): String
            find2(filter: Filter = { limit: 9 }): String any(value: Json): String at(when: Date!): String ratio(x: Float): String one(by: By!): String thing: Thing
          }
          input Filter { text: String limit: Int! = 3 tags: [String!] inner: Filter onlyA: Int }
          input By @oneOf { id: ID name: String }
          directive @oneOf on INPUT_OBJECT
          scalar Json
          scalar Date
          type Thing @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            show: told,
            list: told,
            find: told,
            find2: told,
            any: told,
            at: told,
            ratio: told,
            one: told,
            thing: () => ({ id: 't' }),
          },
        },
      },
      b: {
        sdl: `
          type Query { other(filter: Filter): String }
          type Thing @key(fields: "id") { id: ID! near(filter: Filter, n: Int = 7): String }
          input Filter { text: String limit: Int! = 3 tags: [String!] inner: Filter onlyB: Int }`,
        resolvers: { Query: { other: told }, Thing: { near: told } },
      },
    }));
  });
  const answer = async (query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await graph.ask(query, variables);
    if (errors) return errors;
    const [only] = Object.values(data as Record<string, string>);
    return JSON.parse(only!) as unknown;
  };

  test('defaults of arguments are filled in by the subgraph', async () => {
    expect(await answer('{ show }')).toEqual({ n: 5, must: 1 });
  });
  test('null is not absent', async () => {
    expect(await answer('{ show(n: null, text: null) }')).toEqual({ n: null, text: null, must: 1 });
  });
  test('an absent variable leaves the default of the argument', async () => {
    expect(await answer('query ($n: Int, $t: String) { show(n: $n, text: $t) }')).toEqual({ n: 5, must: 1 });
  });
  test('a variable that is null is null', async () => {
    expect(await answer('query ($n: Int) { show(n: $n) }', { n: null })).toEqual({ n: null, must: 1 });
  });
  test('a default of a variable comes before that of the argument', async () => {
    expect(await answer('query ($n: Int = 8) { show(n: $n) }')).toEqual({ n: 8, must: 1 });
  });
  test('a nullable variable in a place with a default that may not be null', async () => {
    expect(await answer('query ($m: Int = 4) { show(must: $m) }')).toEqual({ n: 5, must: 4 });
    expect(await answer('query ($m: Int) { show(must: $m) }')).toEqual({ n: 5, must: 1 });
  });
  test('one item where a list is wanted is a list of it', async () => {
    expect(await answer('{ list(ids: 5) }')).toEqual({ ids: ['5'] });
    expect(await answer('query ($i: [ID!]) { list(ids: $i) }', { i: 'x' })).toEqual({ ids: ['x'] });
    expect(await answer('query ($g: [[Int]]) { list(grid: $g) }', { g: 1 })).toEqual({ grid: [[1]] });
  });
  test('lists with nulls, empty lists and variables inside lists', async () => {
    expect(await answer('query ($n: Int) { list(grid: [[$n, null], null, []]) }', { n: 2 })).toEqual({
      grid: [[2, null], null, []],
    });
  });
  test('input objects with defaults at every depth', async () => {
    expect(await answer('{ find(filter: { inner: { text: "x" } }) }')).toEqual({
      filter: { limit: 3, inner: { text: 'x', limit: 3 } },
    });
    expect(await answer('query ($f: Filter) { find(filter: $f) }', { f: { inner: {} } })).toEqual({
      filter: { limit: 3, inner: { limit: 3 } },
    });
  });
  test('variables inside input objects, one of them absent', async () => {
    expect(
      await answer('query ($t: String, $l: Int! = 2) { find(filter: { text: $t, limit: $l, tags: [] }) }'),
    ).toEqual({
      filter: { limit: 2, tags: [] },
    });
  });
  test('an argument whose default is an object', async () => {
    expect(await answer('{ find2 }')).toEqual({ filter: { limit: 9 } });
  });
  test('input objects have the fields that all subgraphs know', async () => {
    await expect(graph.ask('{ find(filter: { onlyA: 1 }) }')).rejects.toThrow(/onlyA/);
    expect(await graph.ask('query ($f: Filter) { find(filter: $f) }', { f: { onlyA: 1 } })).toEqual({
      errors: [{ code: 'BAD_USER_INPUT' }],
    });
  });
  test('custom scalars of all forms', async () => {
    for (const value of [1, 'text', true, [1, [2]], { a: { b: null } }, null])
      expect(await answer('query ($v: Json) { any(value: $v) }', { v: value })).toEqual({ value });
    expect(await answer('{ any(value: { a: [1, "b", X], c: null }) }')).toEqual({
      value: { a: [1, 'b', 'X'], c: null },
    });
    expect(await answer('query ($x: Int) { any(value: { a: $x }) }', { x: 1 })).toEqual({ value: { a: 1 } });
  });
  test('a float may be written as an integer, an ID as a number', async () => {
    expect(await answer('query ($x: Float) { ratio(x: $x) }', { x: 3 })).toEqual({ x: 3 });
    expect(await answer('query ($i: [ID!]) { list(ids: $i) }', { i: [7] })).toEqual({ ids: ['7'] });
  });
  test('strings with everything that JSON and GraphQL escape', async () => {
    const text = 'a "b" \\ \n\t\u2028 é 😀 \u0001';
    expect(await answer('query ($t: String) { show(text: $t) }', { t: text })).toEqual({ n: 5, must: 1, text });
    expect(await answer(`{ show(text: ${JSON.stringify(text)}) }`)).toEqual({ n: 5, must: 1, text });
    expect(await answer('{ show(text: """\n  block "quoted"\n    more\n""") }')).toEqual({
      n: 5,
      must: 1,
      text: 'block "quoted"\n  more',
    });
  });
  test('values that do not fit are refused before anybody is asked', async () => {
    for (const [declared, value] of [
      ['Int', 'x'],
      ['Int', 2 ** 31],
      ['Int!', null],
      ['Boolean!', 1],
      ['[ID!]', [null]],
      ['Filter', { limit: null }],
    ] as [string, unknown][])
      expect(
        await graph.ask(`query ($v: ${declared}) { __typename @include(if: true) ${use(declared)} }`, {
          v: value,
        }),
      ).toEqual({
        errors: [{ code: 'BAD_USER_INPUT' }],
      });
    expect(graph.fetched()).toEqual([]);
  });
  test('variables reach entity fetches', async () => {
    expect(
      await graph.ask('query ($f: Filter, $n: Int) { thing { near(filter: $f, n: $n) } other(filter: $f) }', {
        f: { text: 'x' },
      }),
    ).toEqual({
      data: {
        thing: { near: '{"filter":{"text":"x","limit":3},"n":7}' },
        other: '{"filter":{"text":"x","limit":3}}',
      },
    });
  });
  test('a client may call its variables as the router calls its own', async () => {
    expect(
      await graph.ask('query ($representations: Int) { thing { near(n: $representations) } }', { representations: 1 }),
    ).toEqual({
      data: { thing: { near: '{"n":1}' } },
    });
  });
  test('names that every object has', async () => {
    expect(
      await answer('query ($__proto__: Int, $constructor: String) { show(n: $__proto__, text: $constructor) }', {
        constructor: 'c',
      }),
    ).toEqual({
      n: 5,
      must: 1,
      text: 'c',
    });
  });
});

const use = (declared: string) => {
  if (declared.startsWith('Int')) return 'show(n: $v)';
  if (declared.startsWith('Boolean')) return 'thing @skip(if: $v) { id }';
  return declared.startsWith('[') ? 'list(ids: $v)' : 'find(filter: $v)';
};
