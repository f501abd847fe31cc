import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

interface Reference {
  readonly id: string;
}

describe('null propagation', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { book(id: ID!): Book mustBook(id: ID!): Book! books: [Book] strict: [Book!] strictest: [Book!]! grid: [[Book!]]! strictGrid: [[Book!]!]! n: Int wrap: Wrap }
          type Wrap { inner: Inner } type Inner { book: Book! n: Int }
          type Book @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: {
            book: (_: unknown, { id }: Reference) => ({ id, title: id }),
            mustBook: (_: unknown, { id }: Reference) => ({ id }),
            books: () => BOOKS,
            strict: () => BOOKS,
            strictest: () => BOOKS,
            grid: () => [[{ id: '1' }], BOOKS, []],
            strictGrid: () => [[{ id: '1' }], BOOKS],
            n: () => 1,
            wrap: () => ({ inner: { book: { id: 'gone' }, n: 1 } }),
          },
        },
      },
      b: {
        sdl: 'type Book @key(fields: "id") { id: ID! price: Int! soft: Int note: String mustNote: String! isNew: Boolean isOld: Boolean! tags: [String!] owner: Owner } type Owner { name: String! pets: [Pet!] } type Pet { name: String! }',
        resolvers: {
          Book: {
            __resolveReference: ({ id }: Reference) => (id === 'gone' ? null : { id }),
            price: () => 9,
            soft: () => null,
            tags: ({ id }: Reference) => (id === '1' ? ['a', null] : ['b']),
            owner: ({ id }: Reference) => ({
              name: id === '1' ? 'Ann' : null,
              pets: [{ name: 'Rex' }, { name: null }],
            }),
          },
        },
      },
    }));
  });
  const BOOKS = [{ id: '1' }, { id: 'gone' }, { id: '2' }];

  test('a missing entity nulls the object whose field may not be null', async () => {
    expect(await graph.ask('{ book(id: "gone") { title price } n }')).toEqual({ data: { book: null, n: 1 } });
  });
  test('a missing entity leaves the object where its fields may be null', async () => {
    expect(await graph.ask('{ book(id: "gone") { title soft } }')).toEqual({
      data: { book: { title: 'gone', soft: null } },
    });
  });
  test('of every leaf type', async () => {
    expect(await graph.ask('{ book(id: "gone") { note isNew title soft } }')).toEqual({
      data: { book: { note: null, isNew: null, title: 'gone', soft: null } },
    });
    expect(await graph.ask('{ book(id: "gone") { title mustNote } }')).toEqual({ data: { book: null } });
    expect(await graph.ask('{ book(id: "gone") { title isOld } }')).toEqual({ data: { book: null } });
  });
  test('in a list of nullable items the item is null', async () => {
    expect(await graph.ask('{ books { id price } }')).toEqual({
      data: { books: [{ id: '1', price: 9 }, null, { id: '2', price: 9 }] },
    });
  });
  test('in a list of non-null items the list is null', async () => {
    expect(await graph.ask('{ strict { id price } n }')).toEqual({ data: { strict: null, n: 1 } });
  });
  test('in a non-null list of non-null items the answer is null, and says so', async () => {
    expect(await graph.ask('{ strictest { id price } n }')).toEqual({
      data: null,
      errors: [{ code: 'INTERNAL_SERVER_ERROR' }],
    });
  });
  test('in a list of lists the inner list is null', async () => {
    expect(await graph.ask('{ grid { price } }')).toEqual({ data: { grid: [[{ price: 9 }], null, []] } });
  });
  test('in a list of lists without nulls the answer is null, and says so', async () => {
    expect(await graph.ask('{ strictGrid { price } }')).toEqual({
      data: null,
      errors: [{ code: 'INTERNAL_SERVER_ERROR' }],
    });
  });
  test('a root field that may not be null nulls the answer, and says so', async () => {
    expect(await graph.ask('{ n mustBook(id: "gone") { price } }')).toEqual({
      data: null,
      errors: [{ code: 'INTERNAL_SERVER_ERROR' }],
    });
  });
  test('through several objects to the first that may be null', async () => {
    expect(await graph.ask('{ wrap { inner { n book { price } } } }')).toEqual({ data: { wrap: { inner: null } } });
  });
  test('inside a subgraph, with its error', async () => {
    expect(await graph.ask('{ book(id: "2") { owner { name } } }')).toEqual({
      data: { book: { owner: null } },
      errors: [{ code: 'INTERNAL_SERVER_ERROR', path: ['book', 'owner', 'name'] }],
    });
  });
  test('inside lists of a subgraph, with index-accurate errors', async () => {
    expect(await graph.ask('{ book(id: "1") { tags owner { pets { name } } } }')).toEqual({
      data: { book: { tags: null, owner: { pets: null } } },
      errors: [
        { code: 'INTERNAL_SERVER_ERROR', path: ['book', 'owner', 'pets', 1, 'name'] },
        { code: 'INTERNAL_SERVER_ERROR', path: ['book', 'tags', 1] },
      ],
    });
  });
  test('an alias of a field that may not be null', async () => {
    expect(await graph.ask('{ book(id: "gone") { p: price } }')).toEqual({ data: { book: null } });
  });
});
