import { beforeEach, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';
import { coded } from './coded.ts';

interface Reference {
  readonly id: string;
}

const aGraph = () => {
  const log: string[] = [];
  const note = (entry: string) => log.push(entry);
  const stock = { count: 0 };
  return {
    a: {
      sdl: `
        type Query { log: [String!]! }
        type Mutation { a(n: Int): Int addA: Book fail: Int! soft: Int read: [String!]! }
        type Book @key(fields: "id") { id: ID! title: String }`,
      resolvers: {
        Query: { log: () => log },
        Mutation: {
          a: (_: unknown, { n }: { n?: number }) => note(`a${n ?? ''}`),
          addA: () => (note('addA'), { id: `b${log.length}`, title: 'new' }),
          soft: () => {
            note('soft');
            throw coded('TEAPOT');
          },
          fail: () => {
            note('fail');
            throw coded('TEAPOT');
          },
          read: () => [...log],
        },
      },
    },
    b: {
      sdl: 'type Mutation { b(n: Int): Int stockUp: Book } type Book @key(fields: "id") { id: ID! price: Int count: Int }',
      resolvers: {
        Mutation: {
          b: (_: unknown, { n }: { n?: number }) => note(`b${n ?? ''}`),
          stockUp: () => (stock.count++, { id: 'x', count: stock.count, price: 1 }),
        },
        Book: { price: ({ id }: Reference) => Number(id.slice(1)) * 10 || 1, count: () => stock.count },
      },
    },
  };
};

describe('mutations', () => {
  let graph: Supergraph;
  beforeEach(() => {
    graph = aSupergraph(aGraph);
  });

  test('run one after another over subgraphs, in the order of the document', async () => {
    expect(await graph.ask('mutation { x: a(n: 1) b(n: 2) y: a(n: 3) z: b(n: 4) read }')).toEqual({
      data: { x: 1, b: 2, y: 3, z: 4, read: ['a1', 'b2', 'a3', 'b4'] },
    });
  });
  test('what a mutation answers is joined with other subgraphs', async () => {
    expect(await graph.ask('mutation { addA { title price } }')).toEqual({
      data: { addA: { title: 'new', price: 10 } },
    });
  });
  test('an entity is read anew after each mutation', async () => {
    expect(await graph.ask('mutation { s1: stockUp { id count } s2: stockUp { id count } }')).toEqual({
      data: { s1: { id: 'x', count: 1 }, s2: { id: 'x', count: 2 } },
    });
  });
  test('one that fails does not hold back the next', async () => {
    expect(await graph.ask('mutation { soft b }')).toEqual({
      data: { soft: null, b: 2 },
      errors: [{ code: 'TEAPOT', path: ['soft'] }],
    });
  });
  test('one that fails and may not be null nulls the answer', async () => {
    const { data, errors } = await graph.ask('mutation { fail }');
    expect({ data, errors }).toEqual({ data: null, errors: [{ code: 'TEAPOT', path: ['fail'] }] });
  });
  test('one that is skipped is not run', async () => {
    const query = 'mutation ($on: Boolean!) { a(n: 1) @include(if: $on) b(n: 2) read }';
    expect(await graph.ask(query, { on: false })).toEqual({ data: { b: 1, read: ['b2'] } });
  });
  test('one that is selected twice runs once', async () => {
    expect(await graph.ask('mutation { addA { id } ... on Mutation { addA { title } } read }')).toEqual({
      data: { addA: { id: 'b1', title: 'new' }, read: ['addA'] },
    });
  });
  test('one that is selected twice with conditions runs once', async () => {
    const query = 'mutation ($on: Boolean!) { addA { id } addA @include(if: $on) { title } read }';
    expect(await graph.ask(query, { on: true })).toEqual({
      data: { addA: { id: 'b1', title: 'new' }, read: ['addA'] },
    });
  });
  test('fragments do not change the order', async () => {
    const query =
      'mutation ($on: Boolean!) { ... @include(if: $on) { x: a(n: 1) } b(n: 2) ...F y: b(n: 4) read } fragment F on Mutation { a(n: 3) }';
    expect(await graph.ask(query, { on: true })).toEqual({
      data: { x: 1, b: 2, a: 3, y: 4, read: ['a1', 'b2', 'a3', 'b4'] },
    });
  });
  test('nor does a fragment that the planner would use again for one subgraph', async () => {
    const query = 'mutation { x: a(n: 1) ...F read } fragment F on Mutation { addA { id title } b(n: 3) }';
    expect(await graph.ask(query)).toEqual({
      data: { x: 1, addA: { id: 'b2', title: 'new' }, b: 3, read: ['a1', 'addA', 'b3'] },
    });
  });
});
