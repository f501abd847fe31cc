import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

interface Reference {
  readonly id: string;
}

describe('@context and @fromContext, which are not supported', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      shops: {
        sdl: `
          type Query { shop: Shop }
          type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! offer: Offer }
          type Offer @key(fields: "id") {
            id: ID! title: String price(currency: String @fromContext(field: "$shop { currency }")): String
          }`,
        resolvers: {
          Query: { shop: () => ({ id: 's', currency: 'EUR' }) },
          Shop: {
            __resolveReference: ({ id }: Reference) => ({ id, currency: 'EUR' }),
            offer: () => ({ id: 'o' }),
          },
          Offer: {
            __resolveReference: ({ id }: Reference) => ({ id }),
            title: () => 'T',
            price: (_: unknown, { currency }: { currency?: string }) => `9 ${currency}`,
          },
        },
      },
      rates: { sdl: 'type Query { rate: Int }' },
    }));
  });

  test('an operation that needs a value of a context is refused, and nobody is asked', async () => {
    expect(await graph.ask('{ shop { offer { title price } } }')).toEqual({
      errors: [{ code: 'INTERNAL_SERVER_ERROR' }],
    });
    expect(graph.fetched()).toEqual([]);
  });
  test('stock asks the subgraph without it', async () => {
    expect(await graph.askStock('{ shop { offer { price } } }')).toEqual({
      data: { shop: { offer: { price: '9 undefined' } } },
    });
  });
  test('other operations on the same types are answered', async () => {
    expect(await graph.ask('{ shop { currency offer { title } } }')).toEqual({
      data: { shop: { currency: 'EUR', offer: { title: 'T' } } },
    });
  });
});

// Its conditions are given to the planner with each operation; ours are not.
test('a progressive @override has not begun: its label counts as off', async () => {
  const graph = aSupergraph(() => ({
    old: {
      sdl: 'type Query { book: Book } type Book @key(fields: "id") { id: ID! title: String }',
      resolvers: { Query: { book: () => ({ id: 'b' }) }, Book: { title: () => 'old' } },
    },
    new: {
      sdl: 'type Book @key(fields: "id") { id: ID! title: String @override(from: "old", label: "percent(100)") pages: Int }',
      resolvers: { Book: { title: () => 'new', pages: () => 1 } },
    },
  }));
  expect(await graph.ask('{ book { title pages } }')).toEqual({ data: { book: { title: 'old', pages: 1 } } });
  expect(await graph.askStock('{ book { title pages } }')).toEqual({ data: { book: { title: 'old', pages: 1 } } });
});

test('an @oneOf input does not compose', () => {
  const withOneOf = () =>
    aSupergraph(() => ({
      a: { sdl: 'type Query { a(by: By): Int } input By @oneOf { id: ID name: String }' },
      b: { sdl: 'type Query { b: Int }' },
    }));
  expect(withOneOf).toThrow('Unknown directive "@oneOf"');
});
