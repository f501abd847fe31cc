import { parse, Source } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { lintSchema } from './lint-schema.ts';
import { SCHEMA_RULES, type SchemaRuleName } from './schema-rules.ts';

const file = (sdl: string, path = 'planted.graphql') => ({ path, document: parse(new Source(sdl, path)) });
const SHARED = file(`
  interface UserError { code: UserErrorCode! message: String! path: [String!] }
  enum UserErrorCode { NOT_FOUND }
  type NotFound implements UserError { code: UserErrorCode! message: String! path: [String!] }
  type PageInfo { hasNextPage: Boolean! }
`);
const CLEAN = `
  type Order @key(fields: "id") {
    id: ID! status: OrderStatus! isOnHold: Boolean! placedAt: DateTime lines: [Line!]!
    refunds: [Refund!] @requiresScopes(scopes: [["orders:read"]])
    old: Int @deprecated(reason: "Use lines. Gone on 2027-06-01.")
  }
  extend type Query {
    orders(first: Int, after: String, last: Int, before: String, ids: [ID!]): OrderConnection!
      @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
  }
  type OrderConnection { nodes: [Order!]! edges: [OrderEdge!]! pageInfo: PageInfo! totalCount: Int }
  type OrderEdge { node: Order! cursor: String! }
  extend type Mutation { orderCancel(input: OrderCancelInput!): OrderCancelPayload! }
  input OrderCancelInput { orderId: ID! idempotencyKey: ID! }
  type OrderCancelPayload { order: Order userErrors: [OrderCancelError!]! }
  union OrderCancelError = NotFound
  type OrderClosePayload { userErrors: [OrderError!]! }
  union OrderError = NotFound
`;

/** [rule, schema that breaks it, what the finding names] */
const PLANTED: readonly (readonly [rule: SchemaRuleName, sdl: string, named: string])[] = [
  [
    'mutations-say-noun-verb',
    'extend type Mutation { cancelOrder(input: CancelOrderInput!): CancelOrderPayload! }',
    'cancelOrder',
  ],
  ['mutations-say-noun-verb', 'type Mutation { cart_add(input: X!): Y! }', 'cart_add'],
  ['mutations-say-noun-verb', 'type Mutation { cart(input: CartInput!): CartPayload! }', 'cart'],
  ['mutations-take-one-input', 'type Mutation { cartClear(id: ID!): CartClearPayload! }', 'input: CartClearInput!'],
  [
    'mutations-take-one-input',
    'type Mutation { cartClear(input: CartClearInput): CartClearPayload! }',
    'input: CartClearInput!',
  ],
  [
    'mutations-take-one-input',
    'type Mutation { cartClear(input: CartClearInput!, x: Int): CartClearPayload! }',
    'input: CartClearInput!',
  ],
  ['mutations-take-one-input', 'type Mutation { cartClear: CartClearPayload! }', 'input: CartClearInput!'],
  [
    'mutations-take-one-input',
    'type Mutation { cartClear(input: CartClearInput!): CartClearPayload }',
    'returns CartClearPayload!',
  ],
  [
    'mutations-take-one-input',
    'type Mutation { cartClear(input: CartClearInput!): Cart! }',
    'returns CartClearPayload!',
  ],
  ['payloads-carry-user-errors', 'type CartClearPayload { cart: Cart }', 'userErrors: [CartClearError!]!'],
  [
    'payloads-carry-user-errors',
    'type CartClearPayload { userErrors: [CartClearError!] } union CartClearError = NotFound',
    'CartClearError',
  ],
  [
    'payloads-carry-user-errors',
    'type CartClearPayload { userErrors: [UserError!]! }',
    'userErrors: [CartClearError!]!',
  ],
  ['payloads-carry-user-errors', 'type CartClearPayload { userErrors: [CartClearError!]! }', 'is a union'],
  [
    'payloads-carry-user-errors',
    'type CartClearPayload { userErrors: [CartClearError!]! } union CartClearError = NotFound | Odd type Odd { code: Int }',
    'Odd',
  ],
  [
    'payloads-carry-user-errors',
    'type CartClearPayload { userErrors: [OrderError!]! } union OrderError = NotFound',
    'userErrors: [CartClearError!]!',
  ],
  [
    'connections-have-one-shape',
    'type CartConnection { nodes: [Cart!]! edges: [CartEdge!]! pageInfo: PageInfo! }',
    'totalCount: Int',
  ],
  [
    'connections-have-one-shape',
    'type CartConnection { nodes: [Cart!]! edges: [CartEdge!]! pageInfo: PageInfo! totalCount: Int! }',
    'totalCount',
  ],
  [
    'connections-have-one-shape',
    'type CartConnection { edges: [CartEdge!]! pageInfo: PageInfo! totalCount: Int }',
    'nodes',
  ],
  [
    'connections-have-one-shape',
    'type CartConnection { nodes: [Cart!]! edges: [Edge!]! pageInfo: PageInfo! totalCount: Int }',
    'edges',
  ],
  [
    'connections-have-one-shape',
    'type CartConnection { nodes: [Cart!]! edges: [CartEdge!]! totalCount: Int }',
    'pageInfo',
  ],
  [
    'connections-have-one-shape',
    'type Query { carts(first: Int, after: String, before: String): CartConnection! }',
    'last',
  ],
  [
    'connections-have-one-shape',
    'type Query { carts(after: String, last: Int, before: String): CartConnection! }',
    'first',
  ],
  ['connections-are-sized', 'type Query { carts: CartConnection! }', 'carts'],
  ['connections-are-sized', 'type Query { carts: CartConnection! @listSize(assumedSize: 20) }', 'slicingArguments'],
  [
    'connections-are-sized',
    'type Query { carts: CartConnection! @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false) }',
    'slicingArguments: ["first", "last"]',
  ],
  [
    'connections-are-sized',
    'extend type Shop { carts: CartConnection @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false) }',
    'assumedSize',
  ],
  [
    'connections-are-sized',
    'type Query { carts: CartConnection @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"]) }',
    'requireOneSlicingArgument: false',
  ],
  ['lists-are-non-null', 'type Cart { lines: [Line!] }', 'Cart.lines'],
  ['lists-are-non-null', 'type Cart { lines: [Line]! }', 'Cart.lines'],
  ['lists-are-non-null', 'interface Basket { lines: [[Line!]]! }', 'Basket.lines'],
  ['lists-are-non-null', 'extend type Cart { lines: [Line] @authenticated }', 'Cart.lines'],
  ['lists-are-non-null', 'input CartClearInput { lineIds: [ID]! }', 'lineIds'],
  ['lists-are-non-null', 'type Query { carts(ids: [ID]): Int }', 'ids'],
  ['booleans-are-questions', 'type Cart { active: Boolean! }', 'active'],
  ['booleans-are-questions', 'input CartFilter { issued: Boolean }', 'issued'],
  ['booleans-are-questions', 'type Query { carts(open: Boolean): Int }', 'open'],
  ['times-are-date-times', 'type Cart { updatedAt: String! }', 'updatedAt'],
  ['times-are-date-times', 'input CartFilter { createdAt: Int }', 'createdAt'],
  ['states-are-enums', 'type Cart { status: String! }', 'status'],
  ['states-are-enums', 'input CartFilter { paymentStatus: String }', 'paymentStatus'],
  [
    'money-and-stock-move-once',
    'type Mutation { orderPlace(input: OrderPlaceInput!): OrderPlacePayload! } input OrderPlaceInput { cartId: ID! }',
    'orderPlace',
  ],
  [
    'money-and-stock-move-once',
    'type Mutation { stockAdjust(input: StockAdjustInput!): StockAdjustPayload! } input StockAdjustInput { change: Int! }',
    'stockAdjust',
  ],
  ['money-and-stock-move-once', 'type Mutation { paymentStart: Int }', 'paymentStart'],
  ['money-and-stock-move-once', 'input OrderPlaceInput { idempotencyKey: ID }', 'never optional'],
  ['money-and-stock-move-once', 'input OrderPlaceInput { idempotencyKey: String! }', 'never optional'],
  ['entities-are-keyed-by-id', 'type Cart @key(fields: "token") { token: ID! }', 'Cart'],
  ['entities-are-keyed-by-id', 'type Cart @key(fields: "id") @key(fields: "id locale") { id: ID! }', 'Cart'],
  ['entities-are-keyed-by-id', 'extend type Cart @key(fields: "shopId") { shopId: ID! }', 'Cart'],
  ['deprecations-are-dated', 'type Cart { old: Int @deprecated }', 'reason'],
  ['deprecations-are-dated', 'type Cart { old: Int @deprecated(reason: "Use new.") }', 'date'],
  ['deprecations-are-dated', 'enum Color { RED @deprecated(reason: "2027-06-01") }', 'reason'],
  ['deprecations-are-dated', 'input CartFilter { old: Int @deprecated(reason: "Soon") }', 'date'],
];

describe('the conventions of the graph', () => {
  test('a schema that keeps them all has no finding', () => {
    expect(lintSchema([file(CLEAN)], [SHARED])).toEqual([]);
  });

  test.each(PLANTED)('%s finds what is wrong in: %s', (rule, sdl, named) => {
    const findings = lintSchema([file(sdl)], [SHARED]).filter((finding) => finding.endsWith(`(${rule})`));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(named);
  });

  test('no rule is without a planted violation', () => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(Object.keys(SCHEMA_RULES)));
  });

  test('a finding names the file and the line', () => {
    const [finding] = lintSchema([file('type Cart {\n  id: ID!\n  open: Boolean!\n}', 'carts/cart.graphql')], [SHARED]);
    expect(finding).toMatch(/^carts\/cart\.graphql:3: /);
  });
});
