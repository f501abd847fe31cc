import { setTimeout as delay } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { codedError } from '@stoa/subgraph-kit';
import { parse } from 'graphql';
import { aSubgraph, sha256, type Fixture, type FixtureContext } from './a-subgraph.ts';

const PEOPLE = [
  { id: 'usr_1', name: 'Ann' },
  { id: 'usr_2', name: 'Ben' },
];
const PRODUCTS = [
  { id: 'prod_1', title: 'Lamp', seller: { id: 'usr_1' } },
  { id: 'prod_2', title: 'Desk', seller: { id: 'usr_2' } },
  { id: 'prod_3', title: 'Ghost', seller: { id: 'usr_gone' } },
];

const aUsersSubgraph = (keySet: () => object): Fixture =>
  aSubgraph({
    name: 'users',
    sdl: /* GraphQL */ `
      type Query {
        me: User @authenticated
        myOrders: [ID!] @requiresScopes(scopes: [["orders:read"]])
        callerSeen: String!
        requestSeen: String!
        ownSecret: String @requiresScopes(scopes: [["internal"]])
        slow(ms: Int!): String
        refused: String
        careless: String
      }
      type User @key(fields: "id") {
        id: ID!
        name: String!
      }
    `,
    resolvers: {
      Query: {
        me: (_: unknown, __: unknown, { request }: FixtureContext) =>
          PEOPLE.find(({ id }) => id === request.caller.user?.id),
        myOrders: () => ['ord_1'],
        callerSeen: (_: unknown, __: unknown, { request }: FixtureContext) => JSON.stringify(request.caller),
        requestSeen: (_: unknown, __: unknown, { request }: FixtureContext) =>
          JSON.stringify({
            requestId: request.requestId,
            traceparent: request.traceparent,
            deadline: request.deadline,
          }),
        ownSecret: () => 'for commands only',
        slow: (_: unknown, { ms }: { ms: number }) => delay(ms, 'done', { ref: false }),
        refused: () => {
          throw codedError('FORBIDDEN', 'Not for you.');
        },
        careless: () => {
          throw new Error('relation "users" does not exist');
        },
      },
    },
    references: {
      User: async (representations) =>
        representations.map(({ id }) => PEOPLE.find((person) => person.id === id) ?? null),
    },
    http: async (request) =>
      new URL(request.url).pathname === '/.well-known/jwks.json' ? Response.json(keySet()) : undefined,
  });

const aProductsSubgraph = (): Fixture =>
  aSubgraph({
    name: 'products',
    sdl: /* GraphQL */ `
      type Query {
        products: [Product!]
      }
      type Mutation {
        productAdd: ID
      }
      type Product @key(fields: "id") {
        id: ID!
        title: String!
        seller: User
      }
      type User @key(fields: "id") {
        id: ID!
        favorite: Product
        mood: String
      }
    `,
    resolvers: {
      Query: { products: () => PRODUCTS },
      Mutation: { productAdd: () => 'prod_4' },
      User: {
        favorite: () => PRODUCTS[1],
        mood: ({ id }: { id: string }) => {
          if (id === 'usr_2') throw codedError('TEMPORARILY_UNAVAILABLE', 'Moods are being washed.');
          return 'glad';
        },
      },
    },
  });

const aPaymentsSubgraph = (): Fixture =>
  aSubgraph({
    name: 'payments',
    sdl: /* GraphQL */ `
      type Query {
        paymentMethods: [String!]
      }
    `,
    resolvers: { Query: { paymentMethods: () => ['CARD'] } },
    http: async (request, requestId) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === '/pay/broken') throw new Error('broken');
      if (pathname !== '/hooks/echo') return undefined;
      const bytes = Buffer.from(await request.arrayBuffer());
      const headers = new Headers({
        'content-type': 'application/octet-stream',
        'x-seen': JSON.stringify({
          method: request.method,
          search,
          requestId,
          signature: request.headers.get('stripe-signature'),
          claims: request.headers.get('x-stoa-caller'),
          sha256: sha256(bytes),
        }),
      });
      headers.append('set-cookie', 'a=1');
      return new Response(new Uint8Array(bytes).toReversed(), { status: 202, headers });
    },
  });

/** Three domains that share a shopper: `User` has its name in users and its favorite in products. */
export const aGraph = ({ keySet = () => ({ keys: [] }) }: { keySet?: () => object } = {}) => {
  const subgraphs = [aUsersSubgraph(keySet), aProductsSubgraph(), aPaymentsSubgraph()];
  const composed = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, url: `http://${name}`, typeDefs: parse(typeDefs) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  return { supergraphSdl: composed.supergraphSdl, subgraphs };
};
