import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

describe('interfaces and unions over subgraphs', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      catalog: {
        sdl: `
          type Query { items: [Item] item: Item search: [Hit!]! one: Hit grid: [[Item!]!] }
          interface Item { id: ID! title: String }
          type Book implements Item @key(fields: "id") { id: ID! title: String pages: Int same: Int }
          type Toy implements Item @key(fields: "id") { id: ID! title: String age: Int same: String }
          type Note { text: String }
          union Hit = Book | Toy | Note`,
        resolvers: {
          Query: {
            items: () => [aBook, null, aToy],
            item: () => aToy,
            search: () => [aBook, aNote, aToy],
            one: () => aNote,
            grid: () => [[aBook, aToy], []],
          },
          Item: typed,
          Hit: typed,
        },
      },
      stock: {
        sdl: `
          type Query { stocked: [Stocked!]! }
          interface Stocked { id: ID! quantity: Int }
          type Book implements Stocked @key(fields: "id") { id: ID! quantity: Int shelf: Shelf }
          type Toy implements Stocked @key(fields: "id") { id: ID! quantity: Int shelf: Shelf }
          type Shelf { row: Int neighbors: [Stocked!] }`,
        resolvers: {
          Query: {
            stocked: () => [
              { __typename: 'Toy', id: 't', quantity: 4 },
              { __typename: 'Book', id: 'b', quantity: 9 },
            ],
          },
          Stocked: typed,
          Book: { quantity: () => 9, shelf: () => ({ row: 1, neighbors: [{ __typename: 'Toy', id: 't' }] }) },
          Toy: { quantity: () => 4, shelf: () => ({ row: 2, neighbors: [{ __typename: 'Book', id: 'b' }] }) },
        },
      },
      titles: {
        sdl: `
          type Book @key(fields: "id") { id: ID! blurb(words: Int = 1): String }
          type Toy @key(fields: "id") { id: ID! blurb(words: Int = 1): String }`,
        resolvers: {
          Book: { blurb: (_: unknown, { words }: { words: number }) => `book ${words}` },
          Toy: { blurb: (_: unknown, { words }: { words: number }) => `toy ${words}` },
        },
      },
    }));
  });
  const aBook = { __typename: 'Book', id: 'b', title: 'B', pages: 10, same: 1 };
  const aToy = { __typename: 'Toy', id: 't', title: 'T', age: 3, same: 'x' };
  const aNote = { __typename: 'Note', text: 'N' };

  test('fields of the interface', async () => {
    expect(await graph.ask('{ items { id title } }')).toEqual({
      data: { items: [{ id: 'b', title: 'B' }, null, { id: 't', title: 'T' }] },
    });
  });
  test('fragments on implementations, each with what another subgraph has', async () => {
    expect(await graph.ask('{ items { ... on Book { pages quantity } ... on Toy { age blurb } } }')).toEqual({
      data: { items: [{ pages: 10, quantity: 9 }, null, { age: 3, blurb: 'toy 1' }] },
    });
  });
  test('one response name with other arguments by type', async () => {
    expect(
      await graph.ask('{ items { ... on Book { text: blurb(words: 2) } ... on Toy { text: blurb(words: 3) } } }'),
    ).toEqual({
      data: { items: [{ text: 'book 2' }, null, { text: 'toy 3' }] },
    });
  });
  test('a fragment that applies to no object leaves an empty object', async () => {
    expect(await graph.ask('{ item { ... on Book { quantity } } }')).toEqual({ data: { item: {} } });
  });
  test('members of a union, some of them no entities', async () => {
    expect(
      await graph.ask(
        '{ search { __typename ... on Book { quantity } ... on Note { text } ... on Toy { quantity } } }',
      ),
    ).toEqual({
      data: {
        search: [
          { __typename: 'Book', quantity: 9 },
          { __typename: 'Note', text: 'N' },
          { __typename: 'Toy', quantity: 4 },
        ],
      },
    });
  });
  test('an interface inside a union', async () => {
    expect(await graph.ask('{ search { ... on Item { title } } }')).toEqual({
      data: { search: [{ title: 'B' }, {}, { title: 'T' }] },
    });
  });
  test('an interface that only another subgraph has', async () => {
    expect(await graph.ask('{ search { ... on Stocked { quantity } } }')).toEqual({
      data: { search: [{ quantity: 9 }, {}, { quantity: 4 }] },
    });
  });
  test('lists of lists', async () => {
    expect(await graph.ask('{ grid { ... on Toy { shelf { row } } title } }')).toEqual({
      data: { grid: [[{ title: 'B' }, { shelf: { row: 2 }, title: 'T' }], []] },
    });
  });
  test('an interface within an interface of another subgraph, and back', async () => {
    expect(
      await graph.ask(
        '{ stocked { quantity ... on Book { title shelf { neighbors { quantity ... on Toy { title blurb } } } } } }',
      ),
    ).toEqual({
      data: {
        stocked: [
          { quantity: 4 },
          { quantity: 9, title: null, shelf: { neighbors: [{ quantity: 4, title: null, blurb: 'toy 1' }] } },
        ],
      },
    });
  });
  test('nested fragments narrow and widen', async () => {
    expect(
      await graph.ask(
        '{ items { ... on Book { ... on Item { title ... on Book { pages } ... on Stocked { quantity } } } } }',
      ),
    ).toEqual({
      data: { items: [{ title: 'B', pages: 10, quantity: 9 }, null, {}] },
    });
  });
  test('named fragments on the union itself', async () => {
    expect(
      await graph.ask('{ one { ...H } search { ...H } } fragment H on Hit { __typename ... on Note { text } }'),
    ).toEqual({
      data: {
        one: { __typename: 'Note', text: 'N' },
        search: [{ __typename: 'Book' }, { __typename: 'Note', text: 'N' }, { __typename: 'Toy' }],
      },
    });
  });
  test('one field name with other types by type, under aliases', async () => {
    expect(await graph.ask('{ items { ... on Book { number: same } ... on Toy { word: same } } }')).toEqual({
      data: { items: [{ number: 1 }, null, { word: 'x' }] },
    });
  });
});

describe('members of a union that differ by subgraph', () => {
  test('a member that the answering subgraph does not know is not asked of it', async () => {
    const graph = aSupergraph(() => ({
      a: {
        sdl: 'type Query { a: Hit } union Hit = X | Y type X @shareable { n: Int } type Y @shareable { n: Int }',
        resolvers: { Query: { a: () => ({ __typename: 'X', n: 1 }) }, Hit: typed },
      },
      b: {
        sdl: 'type Query { b: Hit } union Hit = X | Z type X @shareable { n: Int } type Z { n: Int }',
        resolvers: { Query: { b: () => ({ __typename: 'Z', n: 3 }) }, Hit: typed },
      },
    }));
    expect(
      await graph.ask('{ a { ... on X { n } ... on Z { n } } b { ... on Y { n } ... on Z { n } __typename } }'),
    ).toEqual({
      data: { a: { n: 1 }, b: { n: 3, __typename: 'Z' } },
    });
  });
});
