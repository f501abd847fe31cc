import { setTimeout as delay } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { createLog } from '@stoa/platform';
import { parse } from 'graphql';
import { directTransport, type RouterOptions } from '../../src/router.ts';
import { aSubgraph, type Fixture } from '../a-subgraph.ts';

/** Two editions of one small graph: the same subgraphs at other addresses, each of which says in every field which one it is. */
export type Edition = 'a' | 'b';

const catalog = (edition: Edition, added: string[]): Fixture =>
  aSubgraph({
    name: 'catalog',
    sdl: /* GraphQL */ `
      type Query {
        edition: String!
        items: [Item!]!
        slow(ms: Int!): String!
        ${edition}Only: String!
      }
      type Mutation {
        itemAdd(id: ID!, ms: Int! = 0): Item!
      }
      type Item @key(fields: "id") {
        id: ID!
        listedBy: String!
      }
    `,
    resolvers: {
      Query: {
        edition: () => edition,
        items: () => ITEMS.map((id) => ({ id })),
        slow: (_: unknown, { ms }: { ms: number }) => delay(ms, edition),
        [`${edition}Only`]: () => edition,
      },
      Mutation: {
        itemAdd: async (_: unknown, { id, ms }: { id: string; ms: number }) => {
          added.push(id);
          return delay(ms, { id });
        },
      },
      Item: { listedBy: () => edition },
    },
  });

const stock = (edition: Edition): Fixture =>
  aSubgraph({
    name: 'stock',
    sdl: /* GraphQL */ `
      type Item @key(fields: "id") {
        id: ID!
        countedBy: String!
      }
    `,
    resolvers: { Item: { countedBy: () => edition } },
    references: { Item: (representations) => Promise.resolve(representations.map(({ id }) => ({ id }))) },
  });

const ITEMS = ['item_1', 'item_2', 'item_3'];

export const silent = createLog({ level: 'silent' });

/** Both supergraphs, the way to what either names, and the ids that mutations added, in their order. */
export const editions = () => {
  const added: string[] = [];
  const fixtures = { a: [catalog('a', added), stock('a')], b: [catalog('b', added), stock('b')] };
  const ways = new Map(
    EDITIONS.flatMap((edition) =>
      fixtures[edition].map((fixture) => [urlOf(edition, fixture.name), directTransport(fixture, { log: silent })]),
    ),
  );
  const subgraphs: RouterOptions['subgraphs'] = ({ url }) => ways.get(url);
  return {
    supergraphs: { a: composed('a', fixtures.a), b: composed('b', fixtures.b) },
    subgraphs,
    added,
    /** Lets go of what the fixtures noted. */
    forget: () => [...fixtures.a, ...fixtures.b].forEach(({ requests }) => (requests.length = 0)),
  };
};

const EDITIONS = ['a', 'b'] as const;
const urlOf = (edition: Edition, name: string) => `http://${name}.${edition}/graphql`;

function composed(edition: Edition, fixtures: readonly Fixture[]): string {
  const made = composeServices(
    fixtures.map(({ name, typeDefs }) => ({ name, url: urlOf(edition, name), typeDefs: parse(typeDefs) })),
  );
  if (made.errors) throw new AggregateError(made.errors, made.errors.join('\n'));
  return made.supergraphSdl;
}
