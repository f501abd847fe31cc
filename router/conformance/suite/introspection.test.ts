import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('introspection', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { "A book." book(n: Int = 3): Book old: Int @deprecated(reason: "gone") }
          type Book @key(fields: "id") { id: ID! secret: Int @inaccessible title: String @tag(name: "x") }`,
        resolvers: { Query: { book: () => ({ id: 'b', title: 'B' }) } },
      },
      b: { sdl: 'type Book @key(fields: "id") { id: ID! price: Int }', resolvers: { Book: { price: () => 9 } } },
    }));
  });

  test('shows what clients may ask, and none of the machinery', async () => {
    const { data } = await graph.ask(getIntrospectionQuery());
    const schema = printSchema(buildClientSchema(data as IntrospectionQuery));
    expect(schema).toBe(printSchema(graph.apiSchema));
    expect(schema).not.toMatch(/_entities|_service|join__|secret|core/);
    expect(graph.fetched()).toEqual([]);
  });
  test('beside data, in the order of the document', async () => {
    expect(
      await graph.askText(
        '{ __typename a: __type(name: "Book") { name } book { price } __schema { queryType { name } } }',
      ),
    ).toBe('{"__typename":"Query","a":{"name":"Book"},"book":{"price":9},"__schema":{"queryType":{"name":"Query"}}}');
  });
  test('with variables and conditions', async () => {
    const query = 'query ($name: String!, $on: Boolean!) { __type(name: $name) { name kind @include(if: $on) } }';
    expect(await graph.ask(query, { name: 'Book', on: false })).toEqual({ data: { __type: { name: 'Book' } } });
    expect(await graph.ask(query, { name: 'Nothing', on: true })).toEqual({ data: { __type: null } });
  });
  test('defaults, descriptions and deprecations', async () => {
    expect(
      await graph.ask(
        '{ __type(name: "Query") { fields(includeDeprecated: true) { name description isDeprecated args { defaultValue } } } }',
      ),
    ).toEqual({
      data: {
        __type: {
          fields: [
            { name: 'book', description: 'A book.', isDeprecated: false, args: [{ defaultValue: '3' }] },
            { name: 'old', description: null, isDeprecated: true, args: [] },
          ],
        },
      },
    });
  });
  test('twice, merged, through fragments', async () => {
    expect(
      await graph.ask('{ __type(name: "Book") { name } ...F } fragment F on Query { __type(name: "Book") { kind } }'),
    ).toEqual({
      data: { __type: { name: 'Book', kind: 'OBJECT' } },
    });
  });
});
