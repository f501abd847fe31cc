import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';
import { coded } from './coded.ts';

interface Given {
  readonly id: string;
  readonly weight?: number | null;
  readonly size?: { readonly w: number; readonly h: number } | null;
  readonly tags?: readonly string[];
  readonly parts?: readonly { readonly name: string }[];
  readonly media?: { readonly url?: string; readonly pages?: number };
  readonly price?: number;
  readonly shipping?: string;
  readonly broken?: string | null;
}

describe('@requires', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      catalog: {
        sdl: `
          type Query { book: Book books: [Book!]! light: Book }
          type Book @key(fields: "id") {
            id: ID! weight: Int size: Size tags: [String!]! parts: [Part!]! media: Media price(currency: String = "EUR"): Int!
            broken: String must: Int
          }
          type Size @shareable { w: Int! h: Int! }
          type Part @shareable { name: String! }
          union Media = Image | Text
          type Image @shareable { url: String! }
          type Text @shareable { pages: Int! }`,
        resolvers: {
          Query: {
            book: () => aBook('1'),
            books: () => [aBook('1'), aBook('2')],
            light: () => ({ ...aBook('3'), weight: null, size: null }),
          },
          Book: {
            __resolveReference: ({ id }: Given) => aBook(id),
            price: (_: unknown, { currency }: { currency: string }) => (currency === 'EUR' ? 10 : 12),
            broken: () => {
              throw coded('BROKEN');
            },
          },
          Media: { __resolveType: (media: object) => ('url' in media ? 'Image' : 'Text') },
        },
      },
      shipping: {
        sdl: `
          type Book @key(fields: "id") {
            id: ID! weight: Int @external size: Size @external tags: [String!]! @external parts: [Part!]! @external
            media: Media @external price(currency: String = "EUR"): Int! @external broken: String @external
            shipping: String @requires(fields: "weight")
            box: String @requires(fields: "size { w h }")
            label: String @requires(fields: "tags parts { name }")
            preview: String @requires(fields: "media { ... on Image { url } ... on Text { pages } }")
            duty(percent: Int!): Float @requires(fields: "price(currency: \\"USD\\")")
            careful: String @requires(fields: "broken")
            plain: String
          }
          type Size @shareable { w: Int! h: Int! }
          type Part @shareable { name: String! }
          union Media = Image | Text
          type Image @shareable { url: String! }
          type Text @shareable { pages: Int! }
          type Query { parcel: Book }`,
        resolvers: {
          Query: { parcel: () => ({ id: '1' }) },
          Book: {
            shipping: ({ weight }: Given) => `ship ${weight}`,
            box: ({ size }: Given) => (size ? `${size.w}x${size.h}` : 'no box'),
            label: ({ tags, parts }: Given) => `${tags?.join('+')}/${parts?.map(({ name }) => name).join('+')}`,
            preview: ({ media }: Given) => media?.url ?? `${media?.pages} pages`,
            duty: ({ price }: Given, { percent }: { percent: number }) => (price! * percent) / 100,
            careful: ({ broken }: Given) => `broken is ${broken}`,
            plain: () => 'plain',
          },
        },
      },
      notices: {
        sdl: `type Book @key(fields: "id") { id: ID! shipping: String @external notice: String @requires(fields: "shipping") }`,
        resolvers: { Book: { notice: ({ shipping }: Given) => `notice: ${shipping}` } },
      },
    }));
  });
  const aBook = (id: string) => ({
    id,
    weight: Number(id) * 100,
    size: { w: 1, h: 2 },
    tags: ['a', 'b'],
    parts: [{ name: 'cover' }, { name: 'spine' }],
    media: id === '1' ? { url: '/1.png' } : { pages: 7 },
  });

  test('a leaf of another subgraph', async () => {
    expect(await graph.ask('{ book { shipping } }')).toEqual({ data: { book: { shipping: 'ship 100' } } });
  });
  test('what is required is not answered unless it is selected', async () => {
    expect(await graph.ask('{ book { weight shipping } }')).toEqual({
      data: { book: { weight: 100, shipping: 'ship 100' } },
    });
  });
  test('a nested selection', async () => {
    expect(await graph.ask('{ book { box } }')).toEqual({ data: { book: { box: '1x2' } } });
  });
  test('a nested selection of which the client selects another part', async () => {
    expect(await graph.ask('{ book { size { h } box } }')).toEqual({ data: { book: { size: { h: 2 }, box: '1x2' } } });
  });
  test('lists of leaves and of objects', async () => {
    expect(await graph.ask('{ book { label } }')).toEqual({ data: { book: { label: 'a+b/cover+spine' } } });
  });
  test('fragments on the members of a union', async () => {
    expect(await graph.ask('{ books { preview } }')).toEqual({
      data: { books: [{ preview: '/1.png' }, { preview: '7 pages' }] },
    });
  });
  test('arguments in the required selection, and arguments of the field', async () => {
    expect(await graph.ask('query ($p: Int!) { book { duty(percent: $p) } }', { p: 50 })).toEqual({
      data: { book: { duty: 6 } },
    });
  });
  test('null is sent as it is', async () => {
    expect(await graph.ask('{ light { shipping box } }')).toEqual({
      data: { light: { shipping: 'ship null', box: 'no box' } },
    });
  });
  test('a required field that fails is null, and its error is told once', async () => {
    expect(await graph.ask('{ book { careful } }')).toEqual({
      data: { book: { careful: 'broken is null' } },
      errors: [{ code: 'BROKEN', path: ['book', 'broken'] }],
    });
  });
  test('one requirement after another', async () => {
    expect(await graph.ask('{ book { notice } }')).toEqual({ data: { book: { notice: 'notice: ship 100' } } });
  });
  test('a way out and back when the query begins in the requiring subgraph', async () => {
    expect(await graph.ask('{ parcel { shipping plain } }')).toEqual({
      data: { parcel: { shipping: 'ship 100', plain: 'plain' } },
    });
  });
  test('every item of a list gets its own', async () => {
    expect(await graph.ask('{ books { id shipping notice } }')).toEqual({
      data: {
        books: [
          { id: '1', shipping: 'ship 100', notice: 'notice: ship 100' },
          { id: '2', shipping: 'ship 200', notice: 'notice: ship 200' },
        ],
      },
    });
  });
  test('under an alias', async () => {
    expect(await graph.ask('{ a: book { b: shipping } }')).toEqual({ data: { a: { b: 'ship 100' } } });
  });
  test('all of them at once', async () => {
    expect(await graph.ask('{ book { shipping box label preview duty(percent: 100) plain notice } }')).toEqual({
      data: {
        book: {
          shipping: 'ship 100',
          box: '1x2',
          label: 'a+b/cover+spine',
          preview: '/1.png',
          duty: 12,
          plain: 'plain',
          notice: 'notice: ship 100',
        },
      },
    });
  });
});
