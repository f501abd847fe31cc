import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { openEngine } from '../../../src/engine/open-engine.ts';
import { eventFieldsOf } from '../../../src/live/events/event-fields.ts';
import { directTransport } from '../../../src/transport/direct-transport.ts';
import { silent } from '../a-live-graph.ts';
import { aShop, composedSdl, shopSubgraphs } from '../a-shop.ts';

const API = /* GraphQL */ `
  type Query {
    order(id: ID!): Order
    orderOf(id: ID!, user: ID!): Order
    orderAt(key: ID!, size: Int = 1): Order
    sure: Order!
    orders(shop: ID!): Orders
    mayAll: Boolean
    mustAll: Orders!
    payment(id: ID!): Payment
  }
  type Subscription {
    it(id: ID!): Order
    sureOf(id: ID!): Order!
    plain(id: ID!): Order
  }
  type Orders {
    count: Int
  }
  type Order {
    id: ID!
    version: Int!
    total(currency: String!): Int
    payment: Payment
  }
  type Payment {
    version: Int
    note: String
  }
`;
const SOUND = {
  topic: 'orders',
  field: 'orderId',
  equals: '{{args.id}}',
  key: 'orderId',
  guard: 'order',
} as const;

const LINK = '@link(url: "https://specs.stoa.dev/events/v0.1", import: ["@kafkaSubscribe"])';

const fieldsOf = (
  given: Readonly<Record<string, unknown>>,
  { name = 'it', link = LINK, directive = 'kafkaSubscribe' } = {},
) => {
  const applied = Object.entries(given).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const field = name === 'sureOf' ? 'sureOf(id: ID!): Order!' : 'it(id: ID!): Order';
  const supergraph = parse(
    `schema ${link} { query: Query subscription: Subscription } type Subscription { ${field} @${directive}(${applied.join(', ')}) plain(id: ID!): Order }`,
  );
  return eventFieldsOf(supergraph, buildSchema(API));
};

describe('an event field', () => {
  test('follows one thing where the key that finds it names it', () => {
    const fields = fieldsOf({ ...SOUND, version: 'payment.version' });
    expect([...fields.keys()]).toEqual(['it']);
    expect(fields.get('it')).toEqual({
      name: 'it',
      topics: ['orders'],
      field: 'orderId',
      equals: { argument: 'id' },
      key: 'orderId',
      followsOne: true,
      guard: { name: 'order', passed: ['id'], key: undefined },
      gate: undefined,
      version: ['payment', 'version'],
    });
  });

  test('follows many otherwise, of which no version is compared', () => {
    const field = fieldsOf({
      ...SOUND,
      field: 'buyerId',
      equals: '{{ viewer.id }}',
      guard: 'orderAt',
      gate: 'orders',
      version: 'version',
    });
    expect(field.get('it')).toMatchObject({
      equals: 'viewer',
      followsOne: false,
      guard: { name: 'orderAt', passed: [], key: { argument: 'key', type: 'ID!' } },
      gate: { name: 'orders', passed: [], key: { argument: 'shop', type: 'ID!' } },
      version: undefined,
    });
  });

  test.each([
    ['@link(url: "https://specs.stoa.dev/events/v0.1")', 'events__kafkaSubscribe'],
    ['@link(url: "https://specs.stoa.dev/events/v0.1", as: "told")', 'told__kafkaSubscribe'],
    ['@link(url: "https://specs.stoa.dev/events/v0.1", import: [{ name: "@kafkaSubscribe", as: "@fed" }])', 'fed'],
  ])('is known by the specification: %s', (link, directive) => {
    expect(fieldsOf(SOUND, { link, directive }).size).toBe(1);
    expect(fieldsOf(SOUND, { link, directive: 'kafkaSubscribe' }).size).toBe(0);
    expect(fieldsOf(SOUND, { link: '', directive }).size).toBe(0);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a topic that there is not', { topic: 'letters' }, 'topic is none'],
    ['a field that events have not', { field: '__proto__' }, 'field is none of buyerId, orderId, shopIds, variantIds'],
    ['a key that events have not', { key: 'toString' }, 'key is none of buyerId, orderId, shopIds, variantIds'],
    ['a guard that there is not', { guard: 'nothing' }, 'Query has no nothing'],
    ['a guard called like a prototype', { guard: 'toString' }, 'Query has no toString'],
    ['a guard of another type', { guard: 'payment' }, 'is Order, but its guard payment is Payment'],
    ['a guard that needs more', { guard: 'orderOf', equals: '{{args.id}}' }, ''],
    ['another template', { equals: '{{args.id}}x' }, 'equals is {{args.…}} or {{viewer.id}}, not {{args.id}}x'],
    [
      'a template of nobody',
      { equals: '{{viewer.name}}' },
      'equals is {{args.…}} or {{viewer.id}}, not {{viewer.name}}',
    ],
    ['an argument that it has not', { equals: '{{args.other}}' }, 'has no argument other'],
    ['a gate that there is not', { gate: 'nothing' }, 'Query has no nothing'],
    ['a gate that is no object', { gate: 'mayAll' }, 'its gate mayAll is no object'],
    ['a gate that is never null', { gate: 'mustAll' }, 'its gate mustAll may not be non-null: null is who may not'],
    ['a version that there is not', { version: 'payment.number' }, 'has no payment.number'],
    ['a version below a scalar', { version: 'id.version' }, 'has no id.version'],
    ['a version with arguments', { version: 'total' }, 'has no total'],
    ['a version that is no number', { version: 'payment.note' }, 'payment.note is no Int'],
  ])('does not hold together with %s', (_, given, message) => {
    const attempt = () => fieldsOf({ ...SOUND, ...given });
    if (message === '') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(`@kafkaSubscribe does not hold together: Subscription.it: ${message}`);
  });

  test('does not hold together with a guard whose arguments it cannot give', () => {
    expect(() => {
      const api = buildSchema(API.replace('orderOf(id: ID!,', 'orderOf(id: Int!,'));
      const sdl = `schema ${LINK} { query: Query subscription: Subscription } type Subscription { it(id: ID!): Order @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.id}}", key: "orderId", guard: "orderOf") }`;
      eventFieldsOf(parse(sdl), api);
    }).toThrow('Subscription.it: cannot give orderOf its user');
  });

  test('does not hold together when it may not be null', () => {
    expect(() => fieldsOf({ ...SOUND, guard: 'sure' }, { name: 'sureOf' })).toThrow(
      'Subscription.sureOf: may not be non-null',
    );
  });

  test('tells everything that is wrong with it at once', () => {
    expect(() => fieldsOf({ ...SOUND, topic: 'letters', field: 'x', key: 7 })).toThrow(
      /topic is none, field is none .*, key is none/,
    );
  });
});

test('a supergraph whose event fields do not hold together opens no engine, and says why in one line', async () => {
  const subgraphs = shopSubgraphs(aShop(), {
    orders: (sdl) =>
      sdl.replace('guard: "sellerOrder"', 'guard: "order"').replace('topic: "orders"', 'topic: "letters"'),
  });
  const opened = openEngine(composedSdl(subgraphs), {
    log: silent,
    transportTo: ({ name }) => {
      const fixture = subgraphs.find((one) => one.name === name);
      return fixture && directTransport(fixture, { log: silent });
    },
  });
  const error = await opened.then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error?.message).toBe(
    '@kafkaSubscribe does not hold together: Subscription.orderUpdated: topic is none; Subscription.shopOrdersUpdated: is SellerOrder, but its guard order is Order',
  );
});
