import { composeServices } from '@apollo/composition';
import type { Caller } from '@stoa/kernel';
import { codedError } from '@stoa/subgraph-kit';
import { parse } from 'graphql';
import { aSubgraph, type Fixture, type FixtureContext } from '../a-subgraph.ts';

export interface AnOrder {
  readonly id: string;
  readonly buyerId: string;
  /** Of the link that shows the order to guests. */
  readonly access?: string;
  readonly shopId: string;
  readonly version: number;
  readonly status: string;
}

export interface AShop {
  readonly orders: Map<string, AnOrder>;
  readonly payments: Map<string, { readonly version: number; readonly status: string }>;
  readonly members: Map<string, Set<string>>;
  readonly variants: Map<string, { readonly version: number; readonly available: number }>;
}

export const aShop = (): AShop => ({
  orders: new Map(
    ['ord_1', 'ord_2', '__proto__'].map((id) => [
      id,
      { id, buyerId: 'usr_1', access: 'link_1', shopId: 'shop_1', version: 1, status: 'PLACED' },
    ]),
  ),
  payments: new Map([['ord_1', { version: 1, status: 'AUTHORIZED' }]]),
  members: new Map([['shop_1', new Set(['usr_9'])]]),
  variants: new Map([['var_1', { version: 1, available: 5 }]]),
});

const ORDERS = /* GraphQL */ `
  type Query {
    order(id: ID!): Order
    sellerOrder(shopId: ID!, orderId: ID!): SellerOrder
    shopOrders(shopId: ID!): ShopOrders
    whoAsks: String
  }
  type Mutation {
    orderCancel(id: ID!): ID
  }
  type Subscription {
    orderUpdated(id: ID!): Order
      @kafkaSubscribe(
        topic: "orders"
        field: "orderId"
        equals: "{{args.id}}"
        key: "orderId"
        guard: "order"
        version: "version"
      )
    statusUpdated(id: ID!): Order
      @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.id}}", key: "orderId", guard: "order")
    myOrdersUpdated: Order
      @kafkaSubscribe(
        topic: "orders"
        field: "buyerId"
        equals: "{{viewer.id}}"
        key: "orderId"
        guard: "order"
        version: "version"
      )
      @authenticated
    anyOrdersUpdated: Order
      @kafkaSubscribe(topic: "orders", field: "buyerId", equals: "{{viewer.id}}", key: "orderId", guard: "order")
    shopOrdersUpdated(shopId: ID!): SellerOrder
      @kafkaSubscribe(
        topic: "orders"
        field: "shopIds"
        equals: "{{args.shopId}}"
        key: "orderId"
        guard: "sellerOrder"
        gate: "shopOrders"
        version: "order.version"
      )
      @authenticated
  }
  type Order @key(fields: "id") {
    id: ID!
    version: Int!
    status: String!
    seenBy: String
  }
  type SellerOrder {
    shopId: ID!
    order: Order
  }
  type ShopOrders {
    totalCount: Int!
  }
`;

const PAYMENTS = /* GraphQL */ `
  type Subscription {
    paymentUpdated(orderId: ID!): Order
      @kafkaSubscribe(
        topic: "payments"
        field: "orderId"
        equals: "{{args.orderId}}"
        key: "orderId"
        guard: "order"
        version: "payment.version"
      )
  }
  type Order @key(fields: "id") {
    id: ID!
    payment: Payment
  }
  type Payment {
    version: Int!
    status: String!
  }
`;

const SHOPS = /* GraphQL */ `
  type Query {
    productVariant(id: ID!): ProductVariant
  }
  type Subscription {
    stockChanged(variantId: ID!): ProductVariant
      @kafkaSubscribe(
        topic: "inventory"
        field: "variantIds"
        equals: "{{args.variantId}}"
        key: "variantIds"
        guard: "productVariant"
        version: "version"
      )
  }
  type ProductVariant @key(fields: "id") {
    id: ID!
    version: Int!
    available: Int!
  }
`;

/** Changes of a subgraph's SDL, as the next edition of the graph. */
export type Edit = (sdl: string) => string;
export type Edits = Readonly<Partial<Record<'orders' | 'payments' | 'shops' | 'more' | 'others', Edit>>>;

const maySee = ({ user, orderAccess }: Caller, { buyerId, access }: AnOrder) =>
  user?.id === buyerId || (orderAccess !== undefined && orderAccess === access);

const anOrdersSubgraph = (shop: AShop, edit: Edit): Fixture => {
  const isMember = ({ user }: Caller, shopId: string) => shop.members.get(shopId)?.has(user?.id ?? '') ?? false;
  return aSubgraph({
    name: 'orders',
    sdl: edit(ORDERS),
    resolvers: {
      Query: {
        order: (_: unknown, { id }: { id: string }, { request: { caller } }: FixtureContext) => {
          const order = shop.orders.get(id);
          if (order?.status === 'BROKEN') throw codedError('TEMPORARILY_UNAVAILABLE', 'Not now.');
          return order && maySee(caller, order) ? { ...order, seenBy: JSON.stringify(caller) } : null;
        },
        sellerOrder: (
          _: unknown,
          { shopId, orderId }: { shopId: string; orderId: string },
          { request }: FixtureContext,
        ) => {
          const order = shop.orders.get(orderId);
          if (order?.shopId !== shopId || !isMember(request.caller, shopId)) return null;
          return { shopId, order };
        },
        shopOrders: (_: unknown, { shopId }: { shopId: string }, { request: { caller } }: FixtureContext) =>
          isMember(caller, shopId) ? { totalCount: shop.orders.size } : null,
        whoAsks: (_: unknown, __: unknown, { request: { caller } }: FixtureContext) => caller.user?.id,
      },
      Mutation: { orderCancel: () => 'ord_1' },
    },
    references: {
      Order: (representations) => Promise.resolve(representations.map(({ id }) => shop.orders.get(id) ?? null)),
    },
  });
};

const aPaymentsSubgraph = (shop: AShop, edit: Edit): Fixture =>
  aSubgraph({
    name: 'payments',
    sdl: edit(PAYMENTS),
    resolvers: {
      Order: { payment: ({ id }: { id: string }) => shop.payments.get(id) ?? null },
      Payment: {
        version: ({ status, version }: { status: string; version: number }) => {
          if (status === 'UNCOUNTED') throw codedError('FORBIDDEN', 'Not for you.');
          return version;
        },
      },
    },
  });

const aShopsSubgraph = (shop: AShop, edit: Edit): Fixture =>
  aSubgraph({
    name: 'shops',
    sdl: edit(SHOPS),
    resolvers: {
      Query: {
        productVariant: (_: unknown, { id }: { id: string }) => {
          const variant = shop.variants.get(id);
          return variant ? { id, ...variant } : null;
        },
      },
    },
  });

/** Three domains whose events feed subscriptions, over state in memory; `more` and `others` add one each, with the SDL that they return. */
export const shopSubgraphs = (shop: AShop, edits: Edits = {}): readonly Fixture[] => {
  const same: Edit = (sdl) => sdl;
  const { orders = same, payments = same, shops = same } = edits;
  return [
    anOrdersSubgraph(shop, orders),
    aPaymentsSubgraph(shop, payments),
    aShopsSubgraph(shop, shops),
    ...(['more', 'others'] as const).flatMap((name) => {
      const sdl = edits[name]?.('');
      return sdl === undefined ? [] : [aSubgraph({ name, sdl, resolvers: {} })];
    }),
  ];
};

/** @throws with everything that does not fit together */
export const composedSdl = (subgraphs: readonly Fixture[]): string => {
  const composed = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, url: `http://${name}`, typeDefs: parse(typeDefs) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  return composed.supergraphSdl;
};
