import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('@skip, @include and fragments', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { book: Book items: [Item!]! n: Int empty: [Book!]! }
          interface Item { id: ID! }
          type Book implements Item @key(fields: "id") { id: ID! title: String size: Size }
          type Toy implements Item @key(fields: "id") { id: ID! age: Int }
          type Size { w: Int h: Int }`,
        resolvers: {
          Query: {
            book: () => aBook,
            items: () => [aBook, { __typename: 'Toy', id: 't', age: 3 }],
            n: () => 1,
            empty: () => [],
          },
          Item: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
          Book: { __resolveReference: () => aBook },
        },
      },
      b: {
        sdl: `
          type Query { m: Int }
          type Book @key(fields: "id") { id: ID! price: Int title: String @external label: String @requires(fields: "title") again: Book }`,
        resolvers: {
          Query: { m: () => 2 },
          Book: {
            price: () => 9,
            label: ({ title }: { title: string }) => `label ${title}`,
            again: ({ id }: { id: string }) => ({ id }),
          },
        },
      },
    }));
  });
  const aBook = { __typename: 'Book', id: 'b', title: 'B', size: { w: 1, h: 2 } };
  const ON = 'query ($on: Boolean!)';

  test.each([
    [true, { book: { id: 'b', price: 9 } }],
    [false, { book: { id: 'b' } }],
  ])('a field of another subgraph is included: %s', async (on, data) => {
    expect(await graph.ask(`${ON} { book { id price @include(if: $on) } }`, { on })).toEqual({ data });
    expect(graph.fetched()).toHaveLength(on ? 2 : 1);
  });
  test.each([
    [true, { n: 1 }],
    [false, { n: 1, m: 2 }],
  ])('a root field is skipped: %s', async (on, data) => {
    expect(await graph.ask(`${ON} { n m @skip(if: $on) }`, { on })).toEqual({ data });
    expect(graph.fetched()).toHaveLength(on ? 1 : 2);
  });
  test('@skip and @include together', async () => {
    const query = 'query ($s: Boolean!, $i: Boolean!) { n @skip(if: $s) @include(if: $i) m }';
    expect(await graph.ask(query, { s: false, i: true })).toEqual({ data: { n: 1, m: 2 } });
    expect(await graph.ask(query, { s: true, i: true })).toEqual({ data: { m: 2 } });
    expect(await graph.ask(query, { s: false, i: false })).toEqual({ data: { m: 2 } });
  });
  test('everything is skipped: an empty object, and nobody is asked', async () => {
    expect(await graph.ask(`${ON} { book @include(if: $on) { price } }`, { on: false })).toEqual({ data: {} });
    expect(graph.fetched()).toEqual([]);
  });
  test('written out conditions', async () => {
    expect(await graph.ask('{ n @skip(if: true) m @include(if: true) book @include(if: false) { id } }')).toEqual({
      data: { m: 2 },
    });
  });
  test('nothing is left but what is never included', async () => {
    expect(await graph.ask('{ n @skip(if: true) }')).toEqual({ data: {} });
  });
  test.each([true, false])('all that is selected of an object hangs on a condition: %s', async (on) => {
    expect(await graph.ask(`${ON} { book { title @include(if: $on) } }`, { on })).toEqual({
      data: { book: on ? { title: 'B' } : {} },
    });
    expect(await graph.ask(`${ON} { items { ... on Book @include(if: $on) { price } } }`, { on })).toEqual({
      data: { items: on ? [{ price: 9 }, {}] : [{}, {}] },
    });
    expect(await graph.ask(`${ON} { empty { price @include(if: $on) } }`, { on })).toEqual({ data: { empty: [] } });
  });
  test('all that is selected of an object is never included', async () => {
    expect(await graph.ask('{ book { id @skip(if: true) } }')).toEqual({ data: { book: {} } });
  });
  test('a default decides', async () => {
    expect(await graph.ask('query ($on: Boolean = false) { n m @include(if: $on) }')).toEqual({ data: { n: 1 } });
    expect(await graph.ask('query ($on: Boolean! = true) { n m @include(if: $on) }', {})).toEqual({
      data: { n: 1, m: 2 },
    });
    expect(await graph.ask('query ($on: Boolean! = true) { n m @include(if: $on) }', { on: false })).toEqual({
      data: { n: 1 },
    });
  });
  test('a field is there when one of its selections is', async () => {
    const query = `${ON} { book { title @skip(if: $on) ... @include(if: $on) { title price } } }`;
    expect(await graph.ask(query, { on: true })).toEqual({ data: { book: { title: 'B', price: 9 } } });
    expect(await graph.ask(query, { on: false })).toEqual({ data: { book: { title: 'B' } } });
  });
  test('conditions on fragments, inline and named', async () => {
    const query = `${ON} { book { ...F @include(if: $on) ... on Book @skip(if: $on) { price } } } fragment F on Book { size { w } }`;
    expect(await graph.ask(query, { on: true })).toEqual({ data: { book: { size: { w: 1 } } } });
    expect(await graph.ask(query, { on: false })).toEqual({ data: { book: { price: 9 } } });
  });
  test('conditions inside conditions', async () => {
    const query =
      'query ($a: Boolean!, $b: Boolean!) { book { ... @include(if: $a) { title ... @skip(if: $b) { price } } id } }';
    expect(await graph.ask(query, { a: true, b: false })).toEqual({
      data: { book: { title: 'B', price: 9, id: 'b' } },
    });
    expect(await graph.ask(query, { a: true, b: true })).toEqual({ data: { book: { title: 'B', id: 'b' } } });
    expect(await graph.ask(query, { a: false, b: false })).toEqual({ data: { book: { id: 'b' } } });
  });
  test('what a skipped field requires is not missed by others', async () => {
    expect(await graph.ask(`${ON} { book { label @include(if: $on) price } }`, { on: false })).toEqual({
      data: { book: { price: 9 } },
    });
    expect(await graph.ask(`${ON} { book { label @include(if: $on) price } }`, { on: true })).toEqual({
      data: { book: { label: 'label B', price: 9 } },
    });
  });
  test('selections of one field are merged over fragments', async () => {
    expect(
      await graph.ask(
        '{ book { size { w } ...F ... on Item { ...G } } } fragment F on Book { size { h } } fragment G on Book { again { price } again { id } }',
      ),
    ).toEqual({
      data: { book: { size: { w: 1, h: 2 }, again: { price: 9, id: 'b' } } },
    });
  });
  test('the same field twice with different conditions', async () => {
    const query =
      'query ($a: Boolean!, $b: Boolean!) { book { size @include(if: $a) { w } size @include(if: $b) { h } } }';
    expect(await graph.ask(query, { a: true, b: true })).toEqual({ data: { book: { size: { w: 1, h: 2 } } } });
    expect(await graph.ask(query, { a: false, b: true })).toEqual({ data: { book: { size: { h: 2 } } } });
    expect(await graph.ask(query, { a: false, b: false })).toEqual({ data: { book: {} } });
  });
});
