import { composeServices } from '@apollo/composition';
import type { QueryPlan } from '@apollo/query-planner';
import type { Log } from '@stoa/platform';
import { GraphQLError, parse, type GraphQLFormattedError } from 'graphql';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { EngineAnswer, EngineRequest } from '../../../src/engine/engine.ts';
import { inlinePlanner } from '../../../src/plan/inline-planner.ts';
import type { HttpTransportOptions } from '../../../src/transport/http-transport.ts';
import { silent } from '../../transport/a-fetch.ts';
import { transportTo } from '../../transport/a-server.ts';
import { NOBODY } from '../../engine/an-engine.ts';
import { Feed } from './a-feed.ts';
import { aStreamSubgraph, FEDERATION } from './a-stream-subgraph.ts';

/** What the prices subgraph says of a product. */
interface PriceChange {
  readonly id: string;
  readonly price?: unknown;
  readonly secret?: string;
}

export const ANN = { key: 'ann', subject: 'ann', isAuthenticated: true, scopes: [], policies: [] };

/** Attempts in quick succession. */
export const QUICK = { retryMs: 10, acknowledgeMs: 500, keepAliveMs: 60_000, pongMs: 60_000, retries: 5 };

const pricesSdl = /* GraphQL */ `
  type Query {
    prices: Int
  }
  type Subscription {
    priceChanged(id: ID): Product
    pricesChanged: [Product!]!
    strict: Product!
    secretChanged: Product @authenticated
    echo(value: Odd, unit: String = "EUR"): String
    broken: Product
  }
  input Odd {
    text: String
  }
  type Product @key(fields: "id") {
    id: ID!
    price(unit: String): Int
    sold: Int
    secret: String @authenticated
  }
`;

const productsSdl = /* GraphQL */ `
  type Query {
    products: Int
  }
  type Product @key(fields: "id") {
    id: ID!
    title: String
    price(unit: String): Int @external
    tax: Int @requires(fields: "price(unit: \\"EUR\\")")
    stock: Int @requires(fields: "price(unit: \\"USD\\")")
    margin: Int @authenticated
  }
`;

/** Prices are streamed by one subgraph; titles, stock and taxes of the same products come from another over HTTP. */
export const aStreamGraph = async (
  options: {
    mayConnect?: () => boolean;
    refusal?: () => readonly GraphQLError[];
    log?: Log;
    transport?: Partial<HttpTransportOptions>;
    /** Stands before the products' titles. */
    title?: (id: string) => unknown;
    onStock?: (reason: string) => void;
    planned?: (plan: QueryPlan) => QueryPlan;
    onPlanned?: (operation: string | undefined) => void;
  } = {},
) => {
  const { title = (id) => `Title of ${id}`, planned = (plan) => plan } = options;
  const feed = new Feed<PriceChange | readonly PriceChange[]>();
  const stream = (name: string) => ({
    subscribe: () => feed.subscribe(),
    resolve: (event: unknown) => (name === 'pricesChanged' ? [event].flat() : event),
  });
  const prices = await aStreamSubgraph(
    {
      name: 'prices',
      sdl: pricesSdl,
      resolvers: {
        Subscription: {
          priceChanged: stream('priceChanged'),
          pricesChanged: stream('pricesChanged'),
          strict: stream('strict'),
          secretChanged: stream('secretChanged'),
          echo: {
            subscribe: async function* (_: unknown, args: object) {
              yield JSON.stringify(args);
            },
            resolve: (text: string) => text,
          },
          broken: {
            subscribe: () => {
              throw new GraphQLError('relation "prices" does not exist');
            },
          },
        },
        Product: {
          price: ({ price }: PriceChange, { unit = 'EUR' }: { unit?: string }) => {
            if (price instanceof Error) throw price;
            return unit === 'EUR' ? price : Number(price) * 2;
          },
        },
      },
    },
    options,
  );
  const products = await aStreamSubgraph({
    name: 'products',
    sdl: productsSdl,
    resolvers: {
      Product: {
        __resolveReference: (reference: unknown) => reference,
        title: ({ id }: { id: string }) => title(id),
        tax: ({ price }: { price: number }) => price / 5,
        stock: ({ price }: { price: number }) => price,
        margin: () => 7,
      },
    },
  });
  const composed = composeServices([
    { name: 'prices', url: prices.url, typeDefs: parse(FEDERATION + pricesSdl) },
    { name: 'products', url: products.url, typeDefs: parse(FEDERATION + productsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  const { supergraphSdl } = composed;
  const planner = inlinePlanner({ supergraphSdl });
  const engine = createEngine({
    supergraphSdl,
    planner: { ...planner, plan: async (...asked) => planned(await planner.plan(...asked)) },
    log: options.log ?? silent,
    subgraphs: {
      prices: transportTo(prices.url, { subscriptionTiming: QUICK, ...options.transport }),
      products: transportTo(products.url),
    },
    watch: {
      onStock: (_, reason) => options.onStock?.(reason),
      onPlanned: ({ name }) => options.onPlanned?.(name),
    },
  });

  const follow = (query: string, request: Partial<EngineRequest> = {}) => {
    const operation = engine.learn(parse(query), query, undefined);
    if (!operation) throw new Error('No such operation');
    const { stream: followed } = engine.live(operation);
    if (!followed) throw new Error('No stream');
    const heard = new Heard();
    const { close } = followed.follow({ ...aRequest(), ...request }, heard);
    return { heard, close };
  };

  return { engine, feed, prices, products, follow };
};

export const aRequest = (): EngineRequest => ({
  identity: NOBODY,
  caller: {},
  requestId: 'req_1',
  deadline: new Date(Date.now() + 10_000),
});

/** What a subscriber was told, to be waited for. */
export class Heard {
  readonly answers: { data: unknown; errors?: readonly GraphQLFormattedError[] }[] = [];
  ended: { readonly errors: readonly GraphQLFormattedError[] | undefined } | undefined;
  #wake: (() => void)[] = [];

  readonly next = ({ data, errors }: EngineAnswer): void => {
    this.answers.push({
      data: data === undefined ? undefined : (JSON.parse(data) as unknown),
      ...(errors && { errors }),
    });
    this.#woken();
  };

  readonly end = (errors?: readonly GraphQLFormattedError[]): void => {
    if (this.ended) throw new Error('Ended twice');
    this.ended = { errors };
    this.#woken();
  };

  /** The answers, once there are so many. */
  async count(count: number): Promise<Heard['answers']> {
    while (this.answers.length < count && !this.ended) await new Promise<void>((resolve) => this.#wake.push(resolve));
    return this.answers;
  }

  /** The errors of its end. */
  async theEnd(): Promise<readonly GraphQLFormattedError[] | undefined> {
    while (!this.ended) await new Promise<void>((resolve) => this.#wake.push(resolve));
    return this.ended.errors;
  }

  #woken(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
