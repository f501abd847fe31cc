import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('@interfaceObject', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      media: {
        sdl: `
          type Query { book: Book media: [Media!] }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
          type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
        resolvers: {
          Query: { book: () => all.b, media: () => [all.b, all.f] },
          Media: {
            __resolveReference: ({ id }: { id: 'b' | 'f' }) => all[id] ?? null,
            __resolveType: (m: { __typename: string }) => m.__typename,
          },
          Book: { __resolveReference: ({ id }: { id: 'b' }) => all[id] },
          Film: { __resolveReference: ({ id }: { id: 'f' }) => all[id] },
        },
      },
      reviews: {
        sdl: `
          type Query { best: Media top: [Media!]! lost: Media review: Review }
          type Media @key(fields: "id") @interfaceObject { id: ID! title: String @external stars: Int! reviews: [Review!]! slogan: String @requires(fields: "title") }
          type Review { text: String about: Media! }`,
        resolvers: {
          Query: {
            best: () => ({ id: 'f' }),
            top: () => [{ id: 'b' }, { id: 'f' }],
            lost: () => ({ id: 'nowhere' }),
            review: () => ({ text: 'fine', about: { id: 'b' } }),
          },
          Media: {
            stars: ({ id }: { id: string }) => (id === 'b' ? 5 : 3),
            reviews: ({ id }: { id: string }) => [{ text: `on ${id}`, about: { id } }],
            slogan: ({ title }: { title: string }) => `${title}!`,
          },
        },
      },
    }));
  });
  const all: Record<string, object> = {
    b: { __typename: 'Book', id: 'b', title: 'Bible', pages: 1000 },
    f: { __typename: 'Film', id: 'f', title: 'Fargo', minutes: 98 },
  };

  test('adds fields to every implementation', async () => {
    expect(await graph.ask('{ book { stars } media { id stars } }')).toEqual({
      data: {
        book: { stars: 5 },
        media: [
          { id: 'b', stars: 5 },
          { id: 'f', stars: 3 },
        ],
      },
    });
  });
  test('the type of an object that comes from there is found out', async () => {
    expect(await graph.ask('{ best { __typename } }')).toEqual({ data: { best: { __typename: 'Film' } } });
  });
  test('fields of the interface that it has not itself', async () => {
    expect(await graph.ask('{ best { title stars } }')).toEqual({ data: { best: { title: 'Fargo', stars: 3 } } });
  });
  test('fragments on implementations', async () => {
    expect(await graph.ask('{ top { id ... on Book { pages } ... on Film { minutes } } }')).toEqual({
      data: {
        top: [
          { id: 'b', pages: 1000 },
          { id: 'f', minutes: 98 },
        ],
      },
    });
  });
  test('nothing is fetched for what it has itself', async () => {
    expect(await graph.ask('{ best { id stars } }')).toEqual({ data: { best: { id: 'f', stars: 3 } } });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('@requires of a field of the interface', async () => {
    expect(await graph.ask('{ best { slogan } book { slogan } }')).toEqual({
      data: { best: { slogan: 'Fargo!' }, book: { slogan: 'Bible!' } },
    });
  });
  test('an object of which nobody knows the type is null where its type is asked', async () => {
    expect(await graph.ask('{ lost { __typename } }')).toEqual({ data: { lost: null } });
    expect(await graph.ask('{ lost { id } }')).toEqual({ data: { lost: { id: 'nowhere' } } });
  });
  test('from a value back to the interface', async () => {
    expect(await graph.ask('{ review { about { __typename title reviews { text about { __typename } } } } }')).toEqual({
      data: {
        review: {
          about: { __typename: 'Book', title: 'Bible', reviews: [{ text: 'on b', about: { __typename: 'Book' } }] },
        },
      },
    });
  });
  test('fragments on implementations around fields of the interface object', async () => {
    expect(
      await graph.ask('{ media { stars ... on Book { pages reviews { text } } ... on Film { minutes } } }'),
    ).toEqual({
      data: {
        media: [
          { stars: 5, pages: 1000, reviews: [{ text: 'on b' }] },
          { stars: 3, minutes: 98 },
        ],
      },
    });
  });
  test('fragments on implementations hold after objects were fetched from the interface object', async () => {
    expect(await graph.ask('{ media { reviews { about { stars } } ... on Book { pages } } }')).toEqual({
      data: { media: [{ reviews: [{ about: { stars: 5 } }], pages: 1000 }, { reviews: [{ about: { stars: 3 } }] }] },
    });
  });
  // The plan requires `title` of every Media, for the slogan, but fetches it of books alone: of others nothing is asked at all,
  // and their `stars` are null without an error. The planner's fault; the fuzzer's interface objects have no @requires.
  test.failing('fragments with fields of the interface object alone', async () => {
    expect(await graph.ask('{ media { stars reviews { text } ... on Book { title slogan } } }')).toEqual({
      data: {
        media: [
          { stars: 5, reviews: [{ text: 'on b' }], title: 'Bible', slogan: 'Bible!' },
          { stars: 3, reviews: [{ text: 'on f' }] },
        ],
      },
    });
  });
  test('nothing is asked of implementations outside of the fragment', async () => {
    expect(await graph.ask('{ media { title ... on Book { slogan } } }')).toEqual({
      data: { media: [{ title: 'Bible', slogan: 'Bible!' }, { title: 'Fargo' }] },
    });
  });
  test('fragments on implementations hold after a fetch from the interface object', async () => {
    expect(await graph.ask('{ media { stars ... on Book { title } } }')).toEqual({
      data: { media: [{ stars: 5, title: 'Bible' }, { stars: 3 }] },
    });
  });
});
