import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('__typename', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          schema { query: RootQuery mutation: RootMutation }
          type RootQuery { book: Book hit: Hit hits: [Hit!]! none: Book }
          type RootMutation { touch: Book }
          union Hit = Book | Note
          type Note { text: String size: Size }
          type Size @shareable { w: Int }
          type Book @key(fields: "id") { id: ID! size: Size }`,
        resolvers: {
          RootQuery: { book: () => aBook, hit: () => aNote, hits: () => [aBook, aNote], none: () => null },
          RootMutation: { touch: () => aBook },
          Hit: { __resolveType: (hit: object) => ('text' in hit ? 'Note' : 'Book') },
        },
      },
      b: {
        sdl: 'type Query { m: Int } type Book @key(fields: "id") { id: ID! price: Int shelf: Shelf } type Shelf { row: Int }',
        resolvers: { Query: { m: () => 2 }, Book: { price: () => 9, shelf: () => ({ row: 1 }) } },
      },
    }));
  });
  const aBook = { id: 'b', size: { w: 1 } };
  const aNote = { text: 'N', size: null };

  test('of the root alone asks nobody', async () => {
    expect(await graph.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    expect(graph.fetched()).toEqual([]);
  });
  test('of the roots is that of the supergraph, whatever the subgraph calls them', async () => {
    expect(await graph.ask('{ a: __typename book { id } __typename }')).toEqual({
      data: { a: 'Query', book: { id: 'b' }, __typename: 'Query' },
    });
    expect(await graph.ask('mutation { __typename touch { id } t: __typename }')).toEqual({
      data: { __typename: 'Mutation', touch: { id: 'b' }, t: 'Mutation' },
    });
    expect(await graph.ask('mutation { __typename }')).toEqual({ data: { __typename: 'Mutation' } });
  });
  test('of entities, values and values of other subgraphs', async () => {
    expect(await graph.ask('{ book { __typename size { __typename } shelf { __typename row } } }')).toEqual({
      data: { book: { __typename: 'Book', size: { __typename: 'Size' }, shelf: { __typename: 'Shelf', row: 1 } } },
    });
  });
  test('alone in an object', async () => {
    expect(await graph.ask('{ book { __typename } hit { __typename } }')).toEqual({
      data: { book: { __typename: 'Book' }, hit: { __typename: 'Note' } },
    });
  });
  test('under aliases, several times', async () => {
    expect(
      await graph.ask(
        '{ hits { a: __typename ... on Book { b: __typename __typename price } ... on Note { c: __typename } } }',
      ),
    ).toEqual({
      data: {
        hits: [
          { a: 'Book', b: 'Book', __typename: 'Book', price: 9 },
          { a: 'Note', c: 'Note' },
        ],
      },
    });
  });
  test('under the name of a key', async () => {
    expect(await graph.ask('{ book { id: __typename price } }')).toEqual({ data: { book: { id: 'Book', price: 9 } } });
  });
  test('another field under its name', async () => {
    expect(await graph.ask('{ book { __typename: id price } }')).toEqual({
      data: { book: { __typename: 'b', price: 9 } },
    });
    expect(await graph.ask('{ hits { ... on Book { __typename: id price } } }')).toEqual({
      data: { hits: [{ __typename: 'b', price: 9 }, {}] },
    });
  });
  test('it is not answered where it was not asked', async () => {
    expect(await graph.ask('{ hits { ... on Book { price } } book { price } }')).toEqual({
      data: { hits: [{ price: 9 }, {}], book: { price: 9 } },
    });
  });
  test('of null is null', async () => {
    expect(await graph.ask('{ none { __typename price } hit { ... on Note { size { __typename } } } }')).toEqual({
      data: { none: null, hit: { size: null } },
    });
  });
  test('with conditions', async () => {
    const query = 'query ($on: Boolean!) { __typename @include(if: $on) book { __typename @skip(if: $on) price } }';
    expect(await graph.ask(query, { on: true })).toEqual({ data: { __typename: 'Query', book: { price: 9 } } });
    expect(await graph.ask(query, { on: false })).toEqual({ data: { book: { __typename: 'Book', price: 9 } } });
  });
});
