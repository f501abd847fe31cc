import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('@shareable', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      a: {
        sdl: `
          type Query { shared: Thing @shareable onlyA: Thing both: Int @shareable }
          type Thing @key(fields: "id") { id: ID! name: String @shareable size: Size @shareable a: String }
          type Size @shareable { w: Int h: Int }`,
        resolvers: {
          Query: { shared: () => aThing, onlyA: () => aThing, both: () => 1 },
          Thing: { __resolveReference: () => aThing },
        },
      },
      b: {
        sdl: `
          type Query { shared: Thing @shareable both: Int @shareable onlyB: Thing }
          type Thing @key(fields: "id") { id: ID! name: String @shareable size: Size @shareable b: String }
          type Size @shareable { w: Int h: Int }`,
        resolvers: {
          Query: { shared: () => aThing, both: () => 1, onlyB: () => aThing },
          Thing: { __resolveReference: () => aThing },
        },
      },
    }));
  });
  const aThing = { id: 't', name: 'Thing', size: { w: 1, h: 2 }, a: 'from a', b: 'from b' };

  test('a shared root field is asked of one subgraph', async () => {
    expect(await graph.ask('{ both }')).toEqual({ data: { both: 1 } });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('a shared root field whose parts are in two subgraphs', async () => {
    expect(await graph.ask('{ shared { name a b } }')).toEqual({
      data: { shared: { name: 'Thing', a: 'from a', b: 'from b' } },
    });
  });
  test('a shared field is not fetched elsewhere', async () => {
    expect(await graph.ask('{ onlyA { name size { w h } } }')).toEqual({
      data: { onlyA: { name: 'Thing', size: { w: 1, h: 2 } } },
    });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('a shared value type is whole on both ways', async () => {
    expect(await graph.ask('{ onlyA { size { w } b } onlyB { size { h } a } }')).toEqual({
      data: { onlyA: { size: { w: 1 }, b: 'from b' }, onlyB: { size: { h: 2 }, a: 'from a' } },
    });
  });
});

describe('@override', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      old: {
        sdl: `
          type Query { post: Post }
          type Post @key(fields: "id") { id: ID! title: String likes: Int author: String }`,
        resolvers: {
          Query: { post: () => ({ id: 'p', title: 'old title', likes: -1, author: 'Ann' }) },
          Post: { __resolveReference: ({ id }: { id: string }) => ({ id, author: 'Ann' }) },
        },
      },
      fresh: {
        sdl: `
          type Query { latest: Post }
          type Post @key(fields: "id") {
            id: ID! title: String @override(from: "old") likes: Int @override(from: "old") author: String @external
            byline: String @requires(fields: "author") moved: String @override(from: "nobody")
          }`,
        resolvers: {
          Query: { latest: () => ({ id: 'p', title: 'new title', likes: 7 }) },
          Post: {
            title: () => 'new title',
            likes: () => 7,
            byline: ({ author }: { author: string }) => `by ${author}`,
            moved: () => 'moved',
          },
        },
      },
    }));
  });

  test('the field comes from where it moved', async () => {
    expect(await graph.ask('{ post { title likes } }')).toEqual({ data: { post: { title: 'new title', likes: 7 } } });
  });
  test('what did not move stays', async () => {
    expect(await graph.ask('{ latest { title author } }')).toEqual({
      data: { latest: { title: 'new title', author: 'Ann' } },
    });
  });
  test('beside @requires', async () => {
    expect(await graph.ask('{ post { byline title } }')).toEqual({
      data: { post: { byline: 'by Ann', title: 'new title' } },
    });
  });
  test('from a subgraph that is not there is no override', async () => {
    expect(await graph.ask('{ latest { moved } }')).toEqual({ data: { latest: { moved: 'moved' } } });
  });
});
