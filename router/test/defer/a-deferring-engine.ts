import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { EngineRequest } from '../../src/engine/engine.ts';
import { anEngine } from '../engine/an-engine.ts';
import { payloadsOf, type Payload } from './all-parts.ts';

const coded = (code: string) => {
  throw new GraphQLError(code, { extensions: { code } });
};

const shop = {
  sdl: /* GraphQL */ `
    type Query {
      product: Product
      products: [Product!]!
      node: Node
      nodes: [Node]
      plain: Plain
      nothing: Product
    }
    type Mutation {
      first: Product
      second: Product
    }
    interface Node {
      id: ID!
    }
    type Plain {
      x: Int
      y: Int
      product: Product
    }
    type Product implements Node @key(fields: "id") {
      id: ID!
      title: String!
      size: String
    }
    type Person implements Node @key(fields: "id") {
      id: ID!
      name: String!
    }
  `,
  resolvers: {
    Query: {
      product: () => ({ id: 'p1', title: 'Lamp', size: 'M' }),
      products: () => [
        { id: 'p1', title: 'Lamp' },
        { id: 'p2', title: 'Desk' },
      ],
      node: () => ({ __typename: 'Product', id: 'p1' }),
      nodes: () => [{ __typename: 'Product', id: 'p1' }, null, { __typename: 'Person', id: 'u1', name: 'Ann' }],
      plain: () => ({ x: 1, y: 2, product: { id: 'p1' } }),
      nothing: () => null,
    },
    Mutation: { first: () => ({ id: 'p1', title: 'Lamp' }), second: () => ({ id: 'p2', title: 'Desk' }) },
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'Lamp', size: 'L' }) },
    Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Ann' }) },
  },
};

const stock = {
  sdl: /* GraphQL */ `
    type Query {
      stockRoot: String
      slowRoot: String
    }
    type Mutation {
      third: String
    }
    type Product @key(fields: "id") {
      id: ID!
      stock: Int
      slow: String
      sold: Int!
      refused: String
      secret: String @authenticated
      hidden: String! @authenticated
      reviews: [Review!]
    }
    type Review {
      text: String
      author: Person
    }
    type Person @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: {
    Query: { stockRoot: () => 'root', slowRoot: () => delay(60, 'slow') },
    Mutation: { third: () => 'done' },
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      stock: () => 3,
      slow: () => delay(60, 'slow'),
      sold: ({ id }: { id: string }) => (id === 'p2' ? coded('SOLD_UNKNOWN') : 7),
      refused: () => coded('TEMPORARILY_UNAVAILABLE'),
      reviews: () => [{ text: 'good', author: { id: 'u1' } }],
    },
  },
};

const moods = {
  sdl: /* GraphQL */ `
    type Person @key(fields: "id") {
      id: ID!
      mood: String
    }
  `,
  resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, mood: 'glad' }) } },
};

/** An engine over three small domains: products, their stock and reviews, and moods of people. */
export const aDeferringEngine = (options: Parameters<typeof anEngine>[1] = {}) => {
  const { ask, ...others } = anEngine({ shop, stock, moods }, options);
  return {
    ...others,
    ask,
    /** All payloads in the format of 2022. */
    payloads: async (query: string, request: Partial<EngineRequest> = {}): Promise<Payload[]> => {
      const { text, ...answer } = await ask(query, { acceptsParts: true, ...request });
      const [payloads = []] = await payloadsOf({ ...answer, data: text }, ['deferSpec=20220824']);
      return payloads;
    },
    /** All payloads in the current format. */
    payloadsById: async (query: string, request: Partial<EngineRequest> = {}): Promise<Payload[]> => {
      const { text, ...answer } = await ask(query, { acceptsParts: true, ...request });
      const [payloads = []] = await payloadsOf({ ...answer, data: text }, ['incrementalSpec=v0.2']);
      return payloads;
    },
  };
};
