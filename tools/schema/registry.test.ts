import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_EVENTS, defineEvent, type EventContract } from '@stoa/contracts';
import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { plant, plantedSubgraphs } from './planted-subgraphs.ts';
import { buildRegistry } from './registry.ts';
import { staleFiles, writeRegistry } from './registry-on-disk.ts';

const roots: string[] = [];
const tree = (files?: Readonly<Record<string, string>>): string => {
  const root = plantedSubgraphs(files);
  roots.push(root);
  return root;
};
const faultsOf = (files: Readonly<Record<string, string>>): readonly string[] => buildRegistry(tree(files), []).faults;
const ORDER_PLACED = 'schema/events/OrderPlaced.v1.json';

afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true })));

describe('the registry', () => {
  test('holds every subgraph, the supergraph with their addresses and every event', () => {
    const { files, faults } = buildRegistry(tree(), ALL_EVENTS);
    expect(faults).toEqual([]);
    expect(files.get('schema/subgraphs/orders.graphql')).toMatch(/type Mutation \{\s+orderCancel/);
    expect(files.get('schema/supergraph.graphql')).toContain('url: "http://127.0.0.1:4004/graphql"');
    expect(files.get('schema/supergraph.graphql')).toContain('url: "http://127.0.0.1:4005/graphql"');
    expect([...files.keys()].filter((path) => path.startsWith('schema/events/'))).toHaveLength(ALL_EVENTS.length);
    expect(JSON.parse(files.get(ORDER_PLACED) ?? '')).toMatchObject({
      title: 'OrderPlaced',
      'x-topic': 'orders',
      properties: { orderId: { type: 'string', pattern: '^ord_[0-9A-HJKMNP-TV-Z]{26}$' } },
    });
  });

  test('is in order after it is written, and written again changes nothing', () => {
    const root = tree();
    const { files } = buildRegistry(root, ALL_EVENTS);
    expect(writeRegistry(root, files)).toHaveLength(files.size);
    expect(staleFiles(root, files)).toEqual([]);
    expect(writeRegistry(root, files)).toEqual([]);
  });

  test('names what is stale when a schema changed', () => {
    const root = tree();
    writeRegistry(root, buildRegistry(root, []).files);
    plant(root, 'subgraphs/carts/src/schema/cart-note.graphql', 'extend type Cart { note: String }');
    expect(staleFiles(root, buildRegistry(root, []).files)).toEqual([
      'schema/subgraphs/carts.graphql',
      'schema/supergraph.graphql',
    ]);
  });

  test('names what is stale when a file of it was edited or removed', () => {
    const root = tree();
    const { files } = buildRegistry(root, ALL_EVENTS);
    writeRegistry(root, files);
    plant(root, ORDER_PLACED, '{}');
    rmSync(join(root, 'schema/subgraphs/carts.graphql'));
    expect(staleFiles(root, files)).toEqual([ORDER_PLACED, 'schema/subgraphs/carts.graphql']);
  });

  test('removes an event that is no longer published, and leaves the operations alone', () => {
    const root = tree({ 'schema/events/OrderLost.v1.json': '{}' });
    const { files } = buildRegistry(root, ALL_EVENTS);
    expect(staleFiles(root, files)).toContain('schema/events/OrderLost.v1.json');
    writeRegistry(root, files);
    expect(existsSync(join(root, 'schema/events/OrderLost.v1.json'))).toBe(false);
    expect(readFileSync(join(root, 'schema/operations/storefront/OrderPage.graphql'), 'utf8')).toContain('OrderPage');
  });

  test('names an operation that asks what the graph does not answer', () => {
    const path = 'schema/operations/storefront/CartPage.graphql';
    expect(faultsOf({ [path]: 'query CartPage {\n  cart(id: "x") { weight }\n}' })).toEqual([
      `${path}:2: Cannot query field "weight" on type "Cart".`,
    ]);
  });

  test.each([
    ['is no GraphQL', 'storefront/CartPage', 'query CartPage {', /Syntax Error/],
    [
      'is not named as its file',
      'back-office/CartPage',
      'query Cart { cart(id: 1) { id } }',
      /holds one operation, CartPage/,
    ],
    [
      'holds two operations',
      'storefront/A',
      'query A { cart(id: 1) { id } } query B { cart(id: 1) { id } }',
      /holds one operation, A/,
    ],
    ['is asked by nobody', 'commands/CartPage', 'query CartPage { cart(id: 1) { id } }', /who asks/],
    [
      'is a command that subscribes',
      'commands/A',
      '# asked by: orders\nsubscription A { cart(id: 1) { id } }',
      /does not subscribe/,
    ],
    ['is asked by a stranger', 'commands/A', '# asked by: billing\nquery A { cart(id: 1) { id } }', /who asks/],
  ])('names an operation that %s', (_, name, text, complaint) => {
    const path = `schema/operations/${name}.graphql`;
    const faults = faultsOf({ [path]: text });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(complaint);
    expect(faults[0]).toContain(path);
  });

  test('knows the operation of a file by the spelling of its name', () => {
    const text = 'query CartPage { cart(id: 1) { id } }';
    expect(faultsOf({ 'schema/operations/storefront/cart-page.graphql': text })).toEqual([]);
  });

  test('takes a subscription of a client, held against the graph as any operation', () => {
    const updates = 'extend type Subscription { orderUpdated(id: ID!): Order }';
    const followed = (operation: string) => {
      const { files, faults } = buildRegistry(
        tree({
          'subgraphs/orders/src/schema/order-updates.graphql': updates,
          'schema/operations/storefront/track-order.graphql': operation,
        }),
        [],
      );
      return { faults, manifest: files.get('schema/operations/manifest.json') ?? '' };
    };
    const { faults, manifest } = followed(
      'subscription TrackOrder($id: ID!) { orderUpdated(id: $id) { cart { kind } } }',
    );
    expect(faults).toEqual([]);
    expect(JSON.parse(manifest).operations).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'TrackOrder', type: 'subscription' })]),
    );
    expect(followed('subscription TrackOrder { orderUpdated(id: 1) { weight } }').faults).toHaveLength(1);
    expect(followed('subscription TrackOrder { orderUpdated(id: 1) { id } __typename }').faults).not.toEqual([]);
    // graphql-js throws instead of finding a fault.
    const conditional = 'subscription TrackOrder($is: Boolean!) { orderUpdated(id: 1) @include(if: $is) { id } }';
    expect(followed(conditional).faults).toEqual([expect.stringContaining('track-order.graphql:1: ')]);
  });

  test('says why subgraphs do not fit together', () => {
    const root = tree({
      'subgraphs/orders/src/schema/clash.graphql': 'extend type Cart { kind: CartKind } enum CartKind { OPEN }',
    });
    expect(buildRegistry(root, []).discords).toEqual([expect.stringContaining('"Cart.kind"')]);
  });

  test('composes those subgraphs that have a schema', () => {
    const root = tree();
    rmSync(join(root, 'subgraphs/orders'), { recursive: true });
    rmSync(join(root, 'schema/operations/storefront'), { recursive: true });
    const { files, faults } = buildRegistry(root, []);
    expect(faults).toEqual([]);
    expect([...files.keys()]).toEqual(['schema/subgraphs/carts.graphql', 'schema/supergraph.graphql']);
  });

  test('refuses an event whose payload says nothing to a reader of JSON Schema', () => {
    const vague = defineEvent({
      type: 'CartUpdated',
      version: 9,
      topic: 'carts',
      aggregateId: () => 'cart',
      payload: z.object({ cartId: z.custom<string>() }),
    });
    expect(() => buildRegistry(tree(), [vague as unknown as EventContract])).toThrow('CartUpdated.cartId');
  });

  test('refuses two events of one name and version', () => {
    expect(() => buildRegistry(tree(), [...ALL_EVENTS, ...ALL_EVENTS.slice(0, 1)])).toThrow('Two events are called');
  });
});
