import { rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, Source } from 'graphql';
import { plantedSubgraphs } from '../planted-subgraphs.ts';
import { SHARED_SCHEMA } from '../subgraph-sources.ts';
import { lintEventFields, lintSchemas } from './lint-schema.ts';

const GRAPH = `
  type Query {
    order(id: ID!): Order
    ordersOf(id: ID!, status: String): Order!
    orderOfShop(shopId: ID!, orderId: ID!): Order
    orderByCode(code: String!, first: Int): Order
    orderByNumber(number: Int!): Order
    latestOrder: Order
    shop(shopId: ID!): Shop
    openShop(shopId: ID!): Shop!
    shops(first: Int): Shop
    lines: [Line!]!
  }
  type Shop { id: ID! }
  type Order {
    id: ID! version: Int! total: Float payment: Payment lines: [Line!]!
    versionAt(time: String!): Int versionSince(time: String = "now"): Int
  }
  type Payment { version: Int }
  type Line { version: Int! }
`;
const HOLDS = { topic: 'orders', field: 'orderId', equals: '{{args.id}}', key: 'orderId', guard: 'order' };
type Directive = Partial<Record<keyof typeof HOLDS | 'gate' | 'version', string>> & { also?: string | string[] };

const findingsOf = (subscription: string): string[] => {
  const document = parse(new Source(subscription, 'planted.graphql'));
  return lintEventFields([{ path: 'planted.graphql', document }], GRAPH);
};
const eventField = (declaration: string, directive: Directive): string => {
  const given = Object.entries({ ...HOLDS, ...directive }).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `extend type Subscription { ${declaration} @kafkaSubscribe(${given.join(', ')}) }`;
};

const ONE = 'orderUpdated(id: ID!): Order';
const MANY = { field: 'buyerId', equals: '{{viewer.id}}' };
const UNGATED = { field: 'shopIds', equals: '{{args.shopId}}', guard: 'orderOfShop' };
const OF_SHOP = { ...UNGATED, gate: 'shop' };
const SHOP_ORDERS = 'shopOrdersUpdated(shopId: ID!): Order';

describe('an event field is sound', () => {
  test.each<[what: string, declaration: string, directive: Directive]>([
    ['when it follows one thing', ONE, { version: 'version' }],
    [
      'when its guard gets the key under another name',
      'paymentUpdated(orderId: ID!): Order',
      { equals: '{{args.orderId}}' },
    ],
    ['when other topics feed it, too', ONE, { also: ['payments', 'inventory'] }],
    ['when one other topic does', ONE, { also: 'payments' }],
    ['when its guard takes texts', 'followed(id: String!): Order', { guard: 'orderByCode' }],
    ["when it follows the viewer's things", 'myOrdersUpdated: Order @authenticated', MANY],
    ['when it follows many things behind a gate', SHOP_ORDERS, OF_SHOP],
    ['with a version further down', ONE, { version: 'payment.version' }],
    ['with a version whose arguments may be absent', ONE, { version: 'versionSince' }],
    ["when it follows one variant's stock", ONE, { topic: 'inventory', field: 'variantIds', key: 'variantIds' }],
  ])('%s', (_what, declaration, directive) => {
    expect(findingsOf(eventField(declaration, directive))).toEqual([]);
  });
});

describe('an event field is found out', () => {
  test.each<[what: string, declaration: string, directive: Directive, named: string]>([
    ['an unknown topic', ONE, { topic: 'order' }, 'no topic "order"'],
    ['another topic that is unknown', ONE, { also: ['payment'] }, 'no topic "payment"'],
    ['an unknown field of keys', ONE, { field: 'cartId' }, 'field: an event'],
    ['an unknown key', ONE, { key: '__proto__' }, 'key: an event'],
    ['a template of something else', ONE, { equals: '{{env.id}}' }, 'equals: write'],
    ['a template that is a part', ONE, { equals: 'ord_{{args.id}}' }, 'equals: write'],
    ['an argument that is not there', ONE, { equals: '{{args.orderId}}' }, 'no argument orderId'],
    ['an argument that may be absent', 'orderUpdated(id: ID): Order', {}, 'no argument id: ID!'],
    ['a viewer who may be nobody', 'myOrdersUpdated: Order', MANY, '@authenticated'],
    ['an answer that is never null', 'orderUpdated(id: ID!): Order!', { guard: 'ordersOf' }, 'can be null'],
    ['an answer that is a list', 'orderUpdated(id: ID!): [Order!]', {}, 'can be null'],
    ['no such guard', ONE, { guard: 'orderOf' }, 'no field orderOf'],
    ['a guard of another type', 'orderUpdated(id: ID!): Shop', {}, 'order answers Order'],
    ['a guard with two things to be told', 'orderUpdated(id: ID!): Order', { guard: 'orderOfShop' }, 'one key'],
    ['a guard that wants a number', ONE, { guard: 'orderByNumber' }, 'ID! or a String!'],
    ['a guard that is told nothing', ONE, { guard: 'latestOrder' }, 'not told what changed'],
    [
      'a guard of many that is told nothing',
      'mine: Order @authenticated',
      { ...MANY, guard: 'latestOrder' },
      'not told',
    ],
    ['no gate before many things', SHOP_ORDERS, UNGATED, 'gate: it follows many'],
    ['no such gate', SHOP_ORDERS, { ...OF_SHOP, gate: 'mall' }, 'no field mall'],
    ['a gate that needs more', SHOP_ORDERS, { ...OF_SHOP, gate: 'orderOfShop' }, 'gate: orderOfShop needs orderId'],
    ['a gate that does not know of what', SHOP_ORDERS, { ...OF_SHOP, gate: 'shops' }, 'not told what is followed'],
    ['a gate that never refuses', SHOP_ORDERS, { ...OF_SHOP, gate: 'openShop' }, 'never null'],
    ['a version that is not there', ONE, { version: 'payment.edition' }, 'Payment has no field edition'],
    ['a version that is no number that counts', ONE, { version: 'total' }, 'total is no Int'],
    ['a version that is an object', ONE, { version: 'payment' }, 'payment is no Int'],
    ['a version below a scalar', ONE, { version: 'total.version' }, 'total has no fields'],
    ['a version in a list', ONE, { version: 'lines.version' }, 'Order.lines is a list'],
    ['a version with arguments', ONE, { version: 'versionAt' }, 'needs arguments'],
    ['a version that leads nowhere', ONE, { version: 'payment..version' }, 'Payment has no field'],
  ])('with %s', (_what, declaration, directive, named) => {
    const findings = findingsOf(eventField(declaration, directive));
    // One mistake may have others in its wake.
    const found = findings.filter((finding) => finding.includes(named));
    expect(found).toEqual([
      expect.stringMatching(/^planted\.graphql:1: Subscription\.\w+: .* \(event-fields-are-sound\)$/),
    ]);
  });

  test('where nobody serves it', () => {
    expect(findingsOf('type Subscription { orderUpdated(id: ID!): Order }')).toEqual([
      expect.stringContaining('our subgraphs serve no subscriptions'),
    ]);
  });

  test('outside Subscription', () => {
    const elsewhere = eventField('latest(id: ID!): Order', {}).replace('Subscription', 'Order');
    expect(findingsOf(elsewhere)).toEqual([expect.stringContaining('Order.latest: only a field of Subscription')]);
  });
});

describe('the lint of a tree', () => {
  const DIRECTIVE = `
    extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@composeDirective"])
      @link(url: "https://specs.stoa.dev/events/v0.1", import: ["@kafkaSubscribe"])
      @composeDirective(name: "@kafkaSubscribe")
    directive @kafkaSubscribe(
      topic: String! also: [String!] field: String! equals: String! key: String! guard: String! gate: String version: String
    ) on FIELD_DEFINITION
    scalar DateTime
    scalar Decimal
    scalar Int64
    type Money @shareable { amount: Decimal! amountMinor: Int64! }
    interface UserError { message: String! }
    type NotFound implements UserError @shareable { message: String! }`;
  const eventFieldFindings = (cartUpdates: string): string[] => {
    const root = plantedSubgraphs({
      [SHARED_SCHEMA]: DIRECTIVE,
      'subgraphs/carts/src/schema/cart-updates.graphql': cartUpdates,
    });
    try {
      return lintSchemas(root).findings.filter((finding) => /event/i.test(finding));
    } finally {
      rmSync(root, { recursive: true });
    }
  };

  test('looks for the guard in the whole graph, and names the file and the line', () => {
    const guarded = (guard: string) =>
      `\n${eventField('cartOrderUpdated(id: ID!): Order', { guard })} type Order @key(fields: "id", resolvable: false) { id: ID! }`;
    expect(eventFieldFindings(guarded('order'))).toEqual([]);
    expect(eventFieldFindings(guarded('basket'))).toEqual([
      'subgraphs/carts/src/schema/cart-updates.graphql:2: Subscription.cartOrderUpdated: guard: Query has no field basket (event-fields-are-sound)',
    ]);
  });

  test('says so when there is no graph to look at', () => {
    expect(eventFieldFindings('extend type Cart { placedAt: Nowhere }')).toEqual([
      expect.stringContaining('event fields were not looked at'),
    ]);
  });
});
