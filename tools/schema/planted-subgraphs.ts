import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SHARED_SCHEMA } from './subgraph-sources.ts';

/** Two small subgraphs in a fresh temporary folder, with the files given added or put in their place; returns its path. */
export const plantedSubgraphs = (files: Readonly<Record<string, string>> = {}): string => {
  const root = mkdtempSync(join(tmpdir(), 'stoa-schema-'));
  for (const [path, text] of Object.entries({ ...SUBGRAPHS, ...files })) plant(root, path, text);
  return root;
};

export const plant = (root: string, path: string, text: string): void => {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const SUBGRAPHS = {
  [SHARED_SCHEMA]: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable"])
    scalar DateTime
    scalar Decimal
    scalar Int64
    type Money @shareable { amount: Decimal! amountMinor: Int64! }
    interface UserError { message: String! }
    type NotFound implements UserError @shareable { message: String! }
  `,
  'subgraphs/carts/src/schema/cart.graphql': `
    extend type Query { cart(id: ID!): Cart }
    type Cart @key(fields: "id") { id: ID! updatedAt: DateTime! total: Money kind: CartKind! }
    enum CartKind { OPEN CLOSED }
  `,
  'subgraphs/orders/src/schema/order.graphql': `
    type Query { order(id: ID!): Order }
    type Order @key(fields: "id") { id: ID! placedAt: DateTime cart: Cart }
    type Cart @key(fields: "id", resolvable: false) { id: ID! }
  `,
  'subgraphs/orders/src/schema/order-cancel.graphql': `
    extend type Mutation { orderCancel(input: OrderCancelInput!): OrderCancelPayload! }
    input OrderCancelInput { orderId: ID! expectedVersion: Int }
    type OrderCancelPayload { order: Order userErrors: [OrderCancelError!]! }
    union OrderCancelError = NotFound
  `,
  'schema/operations/commands/CartForOrder.graphql':
    '# asked by: orders\nquery CartForOrder($id: ID!) { cart(id: $id) { id updatedAt kind total { amountMinor } } }\n',
  'schema/operations/storefront/OrderPage.graphql':
    'query OrderPage($id: ID!) { order(id: $id) { id cart { kind } } }\n',
};
