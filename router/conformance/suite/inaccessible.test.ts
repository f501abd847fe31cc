import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('@inaccessible', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { item: Item items: [Thing] hit: Hit hits: [Hit!] mood: Mood moods: [Mood] mustMood: Mood! find(q: String, secret: Int = 3 @inaccessible): String }
          type Item @key(fields: "code") { code: ID! @inaccessible title: String }
          interface Thing { name: String }
          type Seen implements Thing { name: String }
          type Hidden implements Thing @inaccessible { name: String }
          union Hit = Seen | Hidden
          enum Mood { GLAD SAD SECRET @inaccessible }`,
        resolvers: {
          Query: {
            item: () => ({ code: 'c', title: 'T' }),
            items: () => [aSeen, aHidden],
            hit: () => aHidden,
            hits: () => [aSeen, aHidden],
            mood: () => 'SECRET',
            moods: () => ['GLAD', 'SECRET'],
            mustMood: () => 'SECRET',
            find: (_: unknown, { q, secret }: { q: string; secret: number }) => `${q}${secret}`,
          },
        },
      },
      b: {
        sdl: `type Item @key(fields: "code") { code: ID! @inaccessible price: Int weight: Int @inaccessible ship: Int @requires(fields: "grams") grams: Int @external }`,
        resolvers: {
          Item: {
            price: ({ code }: { code: string }) => code.length,
            ship: ({ grams }: { grams: number }) => grams * 2,
          },
        },
      },
      c: {
        sdl: `type Item @key(fields: "code") { code: ID! @inaccessible grams: Int @inaccessible }`,
        resolvers: { Item: { grams: () => 21 } },
      },
    }));
  });
  const aSeen = { __typename: 'Seen', name: 'seen' };
  const aHidden = { __typename: 'Hidden', name: 'hidden' };

  test('a key that clients do not see joins entities all the same', async () => {
    expect(await graph.ask('{ item { title price } }')).toEqual({ data: { item: { title: 'T', price: 1 } } });
  });
  test('a hidden field can be required', async () => {
    expect(await graph.ask('{ item { ship } }')).toEqual({ data: { item: { ship: 42 } } });
  });
  test('hidden fields, arguments, types and values are not in the schema of clients', async () => {
    await expect(graph.ask('{ item { code } }')).rejects.toThrow(/Cannot query field "code"/);
    await expect(graph.ask('{ find(q: "x", secret: 1) }')).rejects.toThrow(/Unknown argument "secret"/);
    await expect(graph.ask('{ hit { ... on Hidden { name } } }')).rejects.toThrow(/Unknown type "Hidden"/);
    expect(await graph.ask('{ __type(name: "Mood") { enumValues { name } } }')).toEqual({
      data: { __type: { enumValues: [{ name: 'GLAD' }, { name: 'SAD' }] } },
    });
  });
  test('a hidden argument has its default', async () => {
    expect(await graph.ask('{ find(q: "x") }')).toEqual({ data: { find: 'x3' } });
  });
  test('an object of a hidden type is null', async () => {
    expect(await graph.ask('{ hit { __typename } items { name } }')).toEqual({
      data: { hit: null, items: [{ name: 'seen' }, null] },
    });
  });
  test('an object of a hidden type in a list of non-null nulls the list', async () => {
    expect(await graph.ask('{ hits { __typename } mood }')).toEqual({ data: { hits: null, mood: null } });
  });
  test('a hidden value is null, alone and in a list', async () => {
    expect(await graph.ask('{ mood moods }')).toEqual({ data: { mood: null, moods: ['GLAD', null] } });
  });
  test('a hidden value that may not be null nulls the answer, with an error', async () => {
    expect(await graph.ask('{ mustMood }')).toEqual({ data: null, errors: [{ code: 'INTERNAL_SERVER_ERROR' }] });
  });
});
