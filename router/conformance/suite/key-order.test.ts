import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe("the answer's keys come in the order of the specification", () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { book: Book hits: [Hit!]! first: Int }
          union Hit = Book | Note type Note { text: String }
          type Book @key(fields: "id") { id: ID! title: String size: Size } type Size { w: Int h: Int d: Int }`,
        resolvers: {
          Query: { book: () => aBook, hits: () => [aBook, { text: 'N' }], first: () => 1 },
          Hit: { __resolveType: (hit: object) => ('text' in hit ? 'Note' : 'Book') },
        },
      },
      b: {
        sdl: 'type Query { second: Int } type Book @key(fields: "id") { id: ID! price: Int stock: Int }',
        resolvers: { Query: { second: () => 2 }, Book: { price: () => 9, stock: () => 8 } },
      },
    }));
  });
  const aBook = { id: 'b', title: 'B', size: { w: 1, h: 2, d: 3 } };

  test.each([
    [
      'of root fields of several subgraphs',
      '{ second first s: second __typename }',
      '{"second":2,"first":1,"s":2,"__typename":"Query"}',
    ],
    [
      'of fields of several subgraphs',
      '{ book { price title stock id } }',
      '{"book":{"price":9,"title":"B","stock":8,"id":"b"}}',
    ],
    [
      'of the first selection of a field',
      '{ book { title price } book { id title } }',
      '{"book":{"title":"B","price":9,"id":"b"}}',
    ],
    [
      'of fields in fragments',
      '{ book { ...F title } } fragment F on Book { stock title }',
      '{"book":{"stock":8,"title":"B"}}',
    ],
    [
      'of merged objects',
      '{ book { size { h } ... { size { w h } } size { d } } }',
      '{"book":{"size":{"h":2,"w":1,"d":3}}}',
    ],
    [
      'of fragments that apply, around fields that all have',
      '{ hits { ... on Book { title } __typename ... on Note { text } ... on Book { price __typename title } } }',
      '{"hits":[{"title":"B","__typename":"Book","price":9},{"__typename":"Note","text":"N"}]}',
    ],
    [
      'with names that are numbers, as JSON writes them',
      '{ book { _2: id _1: title } }',
      '{"book":{"_2":"b","_1":"B"}}',
    ],
  ])('%s', async (_, query, text) => {
    expect(await graph.askText(query)).toBe(text);
  });
  test.each([
    [true, '{"book":{"price":9,"title":"B"}}'],
    [false, '{"book":{"title":"B","price":9}}'],
  ])('of what is included: %s', async (on, text) => {
    const query = 'query ($on: Boolean!) { book { ... @include(if: $on) { price } title price } }';
    expect(await graph.askText(query, { on })).toBe(text);
  });
  test('of fragments on one type with something between', async () => {
    expect(await graph.askText('{ hits { ... on Book { title } ... on Hit { __typename } ... on Book { id } } }')).toBe(
      '{"hits":[{"title":"B","__typename":"Book","id":"b"},{"__typename":"Note"}]}',
    );
  });
});
