import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';
import { coded } from './coded.ts';

interface Reference {
  readonly id: string;
}

describe('errors', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { book: Book mixed: [Hit] twice: [Book!]! grid: [[Book]] bad: String careless: String mustBad: String! ok: Int shelves: [Shelf!]! }
          type Shelf { books: [Book] } union Hit = Book | Note type Note { text: String }
          type Book @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: {
            book: () => ({ id: 'bad' }),
            mixed: () => [{ text: 'N' }, { id: 'good' }, null, { id: 'bad' }],
            twice: () => [{ id: 'bad' }, { id: 'good' }, { id: 'bad' }],
            grid: () => [[{ id: 'good' }], null, [null, { id: 'bad' }]],
            shelves: () => [{ books: [{ id: 'good' }, { id: 'bad' }] }, { books: [{ id: 'bad' }] }],
            bad: () => {
              throw coded('TEAPOT');
            },
            careless: () => {
              throw new Error('select * from secrets');
            },
            mustBad: () => {
              throw coded('TEAPOT');
            },
            ok: () => 1,
          },
          Hit: { __resolveType: (hit: object) => ('text' in hit ? 'Note' : 'Book') },
        },
      },
      b: {
        sdl: 'type Book @key(fields: "id") { id: ID! price: Int must: Int! parts: [Part] lost: Int } type Part { n: Int }',
        resolvers: {
          Book: {
            __resolveReference: ({ id }: Reference) => {
              if (id === 'missing') throw coded('GONE');
              return { id };
            },
            price: ({ id }: Reference) => {
              if (id === 'bad') throw coded('NO_PRICE');
              return 9;
            },
            must: ({ id }: Reference) => {
              if (id === 'bad') throw coded('NO_MUST');
              return 9;
            },
            parts: () => [{ n: 1 }, { n: 2 }],
          },
          Part: {
            n: ({ n }: { n: number }) => {
              if (n === 2) throw coded('NO_PART');
              return n;
            },
          },
        },
      },
      c: {
        sdl: 'type Book @key(fields: "id") { id: ID! stars: Int }',
        resolvers: {
          Book: {
            __resolveReference: () => {
              throw coded('DOWN');
            },
          },
        },
      },
    }));
  });

  test('a coded error passes with its path, beside the data that are there', async () => {
    expect(await graph.ask('{ bad ok }')).toEqual({
      data: { bad: null, ok: 1 },
      errors: [{ code: 'TEAPOT', path: ['bad'] }],
    });
  });
  test('an error without a code is masked', async () => {
    expect(await graph.ask('{ careless }')).toEqual({
      data: { careless: null },
      errors: [{ code: 'INTERNAL_SERVER_ERROR', path: ['careless'] }],
    });
  });
  test('an error of a field that may not be null', async () => {
    expect(await graph.ask('{ ok mustBad }')).toEqual({ data: null, errors: [{ code: 'TEAPOT', path: ['mustBad'] }] });
  });
  test('under an alias the path is that of the client', async () => {
    expect(await graph.ask('{ a: book { p: price } }')).toEqual({
      data: { a: { p: null } },
      errors: [{ code: 'NO_PRICE', path: ['a', 'p'] }],
    });
  });
  test('in a mixed list with nulls the index is that of the list', async () => {
    expect(await graph.ask('{ mixed { ... on Book { price } } }')).toEqual({
      data: { mixed: [{}, { price: 9 }, null, { price: null }] },
      errors: [{ code: 'NO_PRICE', path: ['mixed', 3, 'price'] }],
    });
  });
  test('an entity at several places has its error at each', async () => {
    expect(await graph.ask('{ twice { price } }')).toEqual({
      data: { twice: [{ price: null }, { price: 9 }, { price: null }] },
      errors: [
        { code: 'NO_PRICE', path: ['twice', 0, 'price'] },
        { code: 'NO_PRICE', path: ['twice', 2, 'price'] },
      ],
    });
  });
  test('in lists of lists', async () => {
    expect(await graph.ask('{ grid { must } }')).toEqual({
      data: { grid: [[{ must: 9 }], null, [null, null]] },
      errors: [{ code: 'NO_MUST', path: ['grid', 2, 1, 'must'] }],
    });
  });
  test('in lists inside lists of objects', async () => {
    expect(await graph.ask('{ shelves { books { price } } }')).toEqual({
      data: { shelves: [{ books: [{ price: 9 }, { price: null }] }, { books: [{ price: null }] }] },
      errors: [
        { code: 'NO_PRICE', path: ['shelves', 0, 'books', 1, 'price'] },
        { code: 'NO_PRICE', path: ['shelves', 1, 'books', 0, 'price'] },
      ],
    });
  });
  test('deep inside what an entity brings', async () => {
    expect(await graph.ask('{ twice { parts { n } } }')).toEqual({
      data: {
        twice: [
          { parts: [{ n: 1 }, { n: null }] },
          { parts: [{ n: 1 }, { n: null }] },
          { parts: [{ n: 1 }, { n: null }] },
        ],
      },
      errors: [0, 1, 2].map((index) => ({ code: 'NO_PART', path: ['twice', index, 'parts', 1, 'n'] })),
    });
  });
  test('one entity asked for at several paths', async () => {
    expect(await graph.ask('{ book { price } twice { price } }')).toEqual({
      data: { book: { price: null }, twice: [{ price: null }, { price: 9 }, { price: null }] },
      errors: [
        { code: 'NO_PRICE', path: ['book', 'price'] },
        { code: 'NO_PRICE', path: ['twice', 0, 'price'] },
        { code: 'NO_PRICE', path: ['twice', 2, 'price'] },
      ],
    });
  });
  test('a subgraph that fails for all its entities says so at each, and nulls its own fields alone', async () => {
    const { data, errors } = await graph.ask('{ book { stars must2: parts { __typename } } ok }');
    expect(data).toEqual({ book: { stars: null, must2: [{ __typename: 'Part' }, { __typename: 'Part' }] }, ok: 1 });
    expect(errors).toEqual([{ code: 'DOWN', path: ['book'] }]);
  });
});
