import { beforeAll, describe, expect, test } from '@jest/globals';
import { aSupergraph, type Supergraph } from './a-supergraph.ts';

describe('@provides and @external', () => {
  let graph: Supergraph;
  beforeAll(() => {
    graph = aSupergraph(() => ({
      reviews: {
        sdl: `
          type Query { review: Review hit: Hit media: Media far: Review }
          type Review { by: User @provides(fields: "name address { city }") about: User hint: Media @provides(fields: "... on Film { title }") }
          type User @key(fields: "id") { id: ID! name: String @external address: Address @external }
          type Address @shareable { city: String zip: String }
          union Hit = User | Film
          union Media = Film | Song
          type Film @key(fields: "id") { id: ID! title: String @external }
          type Song @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { review: () => aReview, far: () => ({ about: { id: '2' } }) },
          Media: { __resolveType: () => 'Film' },
        },
      },
      users: {
        sdl: `
          type User @key(fields: "id") { id: ID! name: String @shareable address: Address @shareable age: Int }
          type Address @shareable { city: String zip: String }
          type Film @key(fields: "id") { id: ID! title: String @shareable year: Int }
          type Song @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          User: {
            name: ({ id }: { id: string }) => `users says ${id}`,
            address: () => ({ city: 'Basel', zip: '4000' }),
            age: () => 30,
          },
          Film: { title: () => 'from users', year: () => 1999 },
        },
      },
    }));
  });
  const aUser = { id: '1', name: 'reviews says 1', address: { city: 'Bern' } };
  const aReview = {
    by: aUser,
    about: { id: '2', name: 'never' },
    hint: { __typename: 'Film', id: 'f', title: 'provided' },
  };

  test('a provided field is taken on the way, without another fetch', async () => {
    expect(await graph.ask('{ review { by { name } } }')).toEqual({
      data: { review: { by: { name: 'reviews says 1' } } },
    });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('a provided nested field too', async () => {
    expect(await graph.ask('{ review { by { address { city } } } }')).toEqual({
      data: { review: { by: { address: { city: 'Bern' } } } },
    });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('what is not provided is fetched from where it is', async () => {
    expect(await graph.ask('{ review { by { age } } }')).toEqual({ data: { review: { by: { age: 30 } } } });
  });
  test('an external field is fetched from its own subgraph on the way that does not provide it', async () => {
    expect(await graph.ask('{ review { about { name } } }')).toEqual({
      data: { review: { about: { name: 'users says 2' } } },
    });
  });
  test('a member of a union can be provided with a field', async () => {
    expect(await graph.ask('{ review { hint { ... on Film { title } } } }')).toEqual({
      data: { review: { hint: { title: 'provided' } } },
    });
    expect(graph.fetched()).toHaveLength(1);
  });
  test('provided and other fields of one object', async () => {
    expect(await graph.ask('{ review { hint { ... on Film { title year } } } }')).toEqual({
      data: { review: { hint: { title: 'provided', year: 1999 } } },
    });
  });
});
