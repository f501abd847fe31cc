import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('keys', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      catalog: {
        sdl: `
          type Query { book: Book books: [Book] toy: Toy chain: Link1 plot: Plot ghost: Book noKey: Maybe shelf: Shelf cart: Cart }
          type Book @key(fields: "id") { id: ID! title: String }
          type Toy @key(fields: "id maker { code country { iso } }") { id: ID! maker: Maker! }
          type Maker @shareable { code: String! country: Country! }
          type Country @shareable { iso: String! }
          type Link1 @key(fields: "a") { a: ID! }
          type Plot @key(fields: "x y") { x: Int! y: Int! soil: String }
          type Maybe @key(fields: "id") { id: ID }
          type Shelf @key(fields: "books { id }") { books: [Book!]! }
          type Cart @key(fields: "owner { id }") { owner: Person! }
          type Person @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            book: () => ({ id: '1', title: 'One' }),
            books: () => [{ id: '1' }, null, { id: '2' }, { id: '1' }],
            toy: () => ({ id: 't', maker: { code: 'm', country: { iso: 'CH' } } }),
            chain: () => ({ a: 'A' }),
            plot: () => ({ x: 3, y: 4, soil: 'clay' }),
            ghost: () => ({ id: 'gone' }),
            noKey: () => ({ id: null }),
            shelf: () => ({ books: [{ id: '1' }, { id: '2' }] }),
            cart: () => ({ owner: { id: 'p' } }),
          },
        },
      },
      stock: {
        sdl: `
          type Book @key(fields: "id") { id: ID! quantity: Int related: [Book!] }
          type Toy @key(fields: "id maker { code country { iso } }") { id: ID! maker: Maker! label: String }
          type Maker @shareable { code: String! country: Country! }
          type Country @shareable { iso: String! }
          type Link1 @key(fields: "a") @key(fields: "b") { a: ID! b: ID! }
          type Plot @key(fields: "x y") { x: Int! y: Int! price: Int }
          type Maybe @key(fields: "id") { id: ID name: String }
          type Shelf @key(fields: "books { id }") { books: [Book!]! width: Int }
          type Cart @key(fields: "owner { id }") { owner: Person! total: Int }
          type Person @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: {
          Book: {
            __resolveReference: ({ id }: { id: string }) => (id === 'gone' ? null : { id, quantity: Number(id) * 10 }),
            related: () => [{ id: '2', quantity: 20 }],
          },
          Toy: {
            label: ({ id, maker }: { id: string; maker: { code: string; country: { iso: string } } }) =>
              `${id}-${maker.code}-${maker.country.iso}`,
          },
          Link1: { __resolveReference: ({ a }: { a: string }) => ({ a, b: `${a}B` }) },
          Plot: { price: ({ x, y }: { x: number; y: number }) => x * y },
          Maybe: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `name of ${id}` }) },
          Shelf: { width: ({ books }: { books: unknown[] }) => books.length },
          Cart: { total: ({ owner }: { owner: { id: string } }) => owner.id.length },
        },
      },
      far: {
        sdl: `type Link1 @key(fields: "b") { b: ID! end: String }`,
        resolvers: { Link1: { end: ({ b }: { b: string }) => `end of ${b}` } },
      },
    }));
  });

  test('a simple key joins an entity', async () => {
    expect(await graph.ask('{ book { id title quantity } }')).toEqual({
      data: { book: { id: '1', title: 'One', quantity: 10 } },
    });
  });
  test('the key is fetched when it is not selected, and not answered', async () => {
    expect(await graph.ask('{ book { quantity } }')).toEqual({ data: { book: { quantity: 10 } } });
  });
  test('a list is joined by position, with nulls and repeated entities', async () => {
    expect(await graph.ask('{ books { id quantity } }')).toEqual({
      data: { books: [{ id: '1', quantity: 10 }, null, { id: '2', quantity: 20 }, { id: '1', quantity: 10 }] },
    });
  });
  test('an entity is asked about once in a request', async () => {
    await graph.ask('{ books { quantity } }');
    const { variables } = graph.fetched().find(({ subgraph }) => subgraph === 'stock')!;
    expect(variables['representations']).toHaveLength(2);
  });
  test('a compound key with nested objects', async () => {
    expect(await graph.ask('{ toy { label } }')).toEqual({ data: { toy: { label: 't-m-CH' } } });
  });
  test('a compound key of two fields that are no strings', async () => {
    expect(await graph.ask('{ plot { price soil } }')).toEqual({ data: { plot: { price: 12, soil: 'clay' } } });
  });
  test('a way over a subgraph that has both keys', async () => {
    expect(await graph.ask('{ chain { end } }')).toEqual({ data: { chain: { end: 'end of AB' } } });
  });
  test('a key that is a list', async () => {
    expect(await graph.ask('{ shelf { width } }')).toEqual({ data: { shelf: { width: 2 } } });
  });
  test('a key inside another entity', async () => {
    expect(await graph.ask('{ cart { total } }')).toEqual({ data: { cart: { total: 1 } } });
  });
  test('an entity that the other subgraph does not know has null there, and no error', async () => {
    expect(await graph.ask('{ ghost { id quantity } }')).toEqual({ data: { ghost: { id: 'gone', quantity: null } } });
  });
  test('a key that is null is a key', async () => {
    expect(await graph.ask('{ noKey { id name } }')).toEqual({ data: { noKey: { id: null, name: 'name of null' } } });
  });
  test('an entity within an entity of another subgraph, and back', async () => {
    expect(await graph.ask('{ book { related { title quantity related { id } } } }')).toEqual({
      data: { book: { related: [{ title: null, quantity: 20, related: [{ id: '2' }] }] } },
    });
  });
  test('representations carry the type and the key, and nothing else', async () => {
    await graph.ask('{ book { title quantity } }');
    const { variables } = graph.fetched().find(({ subgraph }) => subgraph === 'stock')!;
    expect(variables['representations']).toEqual([{ __typename: 'Book', id: '1' }]);
  });
});

describe('keys that cannot be resolved', () => {
  test('a stub names an entity that others know', async () => {
    const graph = aSupergraph(() => ({
      reviews: {
        sdl: `type Query { review: Review } type Review { by: User! } type User @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: { Query: { review: () => ({ by: { id: 'u' } }) } },
      },
      users: {
        sdl: `type User @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { User: { name: ({ id }: { id: string }) => `name of ${id}` } },
      },
    }));
    expect(await graph.ask('{ review { by { id name } } }')).toEqual({
      data: { review: { by: { id: 'u', name: 'name of u' } } },
    });
  });
  test('the way goes by the key that can be resolved', async () => {
    const graph = aSupergraph(() => ({
      a: {
        sdl: `type Query { item: Item } type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! }`,
        resolvers: { Query: { item: () => ({ id: '1', sku: 's' }) } },
      },
      b: {
        sdl: `type Item @key(fields: "id", resolvable: false) @key(fields: "sku") { id: ID! sku: ID! stock: String }`,
        resolvers: {
          Item: {
            __resolveReference: ({ sku, id }: { sku?: string; id?: string }) => ({ id, sku, stock: sku ?? 'no key' }),
          },
        },
      },
    }));
    expect(await graph.ask('{ item { stock } }')).toEqual({ data: { item: { stock: 's' } } });
  });
});
