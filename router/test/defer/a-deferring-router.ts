import { setTimeout as delay } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { codedError, type SubgraphRequest } from '@stoa/subgraph-kit';
import { parse } from 'graphql';
import { createRouter, directTransport, type RouterOptions } from '../../src/router.ts';
import { listen, silent } from '../a-router.ts';
import { aSubgraph, type FixtureContext } from '../a-subgraph.ts';

const PRODUCTS = [
  { id: 'prod_1', title: 'Lamp' },
  { id: 'prod_2', title: 'Desk' },
];

const catalog = () =>
  aSubgraph({
    name: 'catalog',
    sdl: /* GraphQL */ `
      type Query {
        products: [Product!]!
        product(id: ID!): Product
      }
      type Mutation {
        rename(id: ID!, title: String!): Product
      }
      type Product @key(fields: "id") {
        id: ID!
        title: String!
      }
    `,
    resolvers: {
      Query: {
        products: () => PRODUCTS,
        product: (_: unknown, { id }: { id: string }) => PRODUCTS.find((product) => product.id === id),
      },
      Mutation: { rename: (_: unknown, product: { id: string; title: string }) => product },
    },
    references: { Product: async (given) => given.map(({ id }) => PRODUCTS.find((one) => one.id === id) ?? null) },
  });

const reviews = () =>
  aSubgraph({
    name: 'reviews',
    sdl: /* GraphQL */ `
      type Product @key(fields: "id") {
        id: ID!
        rating: Float
        reviews: [Review!]
        refused: String
      }
      type Review {
        text: String!
        author: Person
      }
      type Person @key(fields: "id") {
        id: ID!
      }
    `,
    resolvers: {
      Product: {
        rating: () => 4.5,
        reviews: ({ id }: { id: string }) => [{ text: `On ${id}`, author: { id: 'usr_1' } }],
        refused: () => {
          throw codedError('FORBIDDEN', 'Not for you.');
        },
      },
    },
    references: { Product: async (given) => given.map(({ id }) => ({ id })) },
  });

const people = () =>
  aSubgraph({
    name: 'people',
    sdl: /* GraphQL */ `
      type Query {
        me: Person
      }
      type Subscription {
        greeted: Person
      }
      type Person @key(fields: "id") {
        id: ID!
        name: String!
        seen: String
      }
    `,
    resolvers: {
      Query: { me: () => ({ id: 'usr_1', name: 'Ann' }) },
      Person: { seen: (_: unknown, __: unknown, { request }: FixtureContext) => request.requestId },
    },
    references: { Person: async (given) => given.map(({ id }) => ({ id, name: 'Ann' })) },
  });

/** A router over three domains, each of which can be held back. */
export const aDeferringRouter = async (options: Partial<RouterOptions> = {}) => {
  const subgraphs = [catalog(), reviews(), people()];
  const composed = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, url: `http://${name}`, typeDefs: parse(typeDefs) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  const held = new Map<string, PromiseWithResolvers<void>>();
  const asked = new Map<string, SubgraphRequest[]>(subgraphs.map(({ name }) => [name, []]));
  const transports = new Map(
    subgraphs.map(({ name, handle, http }) => {
      const heldBack: typeof handle = async (request) => {
        asked.get(name)?.push(request);
        await held.get(name)?.promise;
        return handle(request);
      };
      return [name, directTransport({ handle: heldBack, http }, { log: silent })];
    }),
  );
  const router = await createRouter({
    supergraphSdl: composed.supergraphSdl,
    subgraphs: ({ name }) => transports.get(name),
    operations: [],
    log: silent,
    isProduction: false,
    ...options,
  });
  const origin = await listen(router.server);
  return {
    router,
    origin,
    url: `${origin}/graphql`,
    supergraphSdl: composed.supergraphSdl,
    /** What a domain was asked. */
    asked: (name: string) => asked.get(name) ?? [],
    /** Keeps a domain from answering. @returns what lets it */
    hold: (name: string): (() => void) => {
      const gate = Promise.withResolvers<void>();
      held.set(name, gate);
      return () => {
        held.delete(name);
        gate.resolve();
      };
    },
    close: () => router.close({ drainMs: 0 }),
  };
};

/** Waits for something that is about to happen. */
export const eventually = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isSo()) return;
    await delay(10);
  }
  throw new Error('it did not happen');
};
