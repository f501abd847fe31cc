import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import { user } from '../a-subscriber.ts';

const ORDER = 'subscription { orderUpdated(id: "ord_1") { id status } }';
const MINE = 'subscription { myOrdersUpdated { id status } }';
const replaced = (from: string, to: string) => ({
  orders: (sdl: string) => {
    if (!sdl.includes(from)) throw new Error(`There is no ${from}`);
    return sdl.replace(from, to);
  },
});

let graph: ALiveGraph;
afterEach(() => graph.close());

describe('when another graph is served', () => {
  test('subscriptions go on, are planned anew, and leave the one before alone', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    const mine = graph.subscribe(MINE);
    await graph.settled();
    await graph.swap(replaced('seenBy: String', 'more: String'));
    await graph.settled();
    expect(graph.counts.closedEngines).toBe(1);
    // The state is the same: nobody is told.
    expect(ann.answers).toHaveLength(1);
    await graph.move('ord_1', 'SHIPPED');
    expect(ann.last()).toEqual({
      data: { orderUpdated: { id: 'ord_1', status: 'SHIPPED' } },
      extensions: { cursor: '2' },
    });
    expect(mine.last()).toEqual({ data: { myOrdersUpdated: { id: 'ord_1', status: 'SHIPPED' } } });
    // And who comes now joins them.
    graph.subscribe(ORDER);
    await graph.settled();
    expect(graph.live.counts()).toEqual({ subscriptions: 3, groups: 2 });
  });

  test('those end that do not fit it', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe('subscription { orderUpdated(id: "ord_1") { seenBy } }');
    const mine = graph.subscribe('subscription { myOrdersUpdated { seenBy } }');
    await graph.settled();
    await graph.swap(replaced('seenBy: String', 'more: String'));
    await graph.settled();
    expect(ann.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
    expect(mine.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
    expect(ann.ends[0]?.[0]?.message).toContain('Cannot query field "seenBy"');
    expect(ann.ends[0]?.[0]?.message).not.toContain('Did you mean');
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
    expect(graph.counts.closedEngines).toBe(1);
  });

  test('those end whose rights it does not reach', async () => {
    graph = aLiveGraph();
    const guest = graph.subscribe(ORDER, { caller: { orderAccess: 'link_1' } });
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    await graph.swap(replaced('version: "version"\n      )', 'version: "version"\n      ) @authenticated'));
    await graph.settled();
    expect(guest.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
    expect(ann.ends).toEqual([]);
  });

  test('those end whose variables it does not take', async () => {
    graph = aLiveGraph();
    const query = 'subscription ($shop: ID!) { shopOrdersUpdated(shopId: $shop) { shopId } }';
    const sold = graph.subscribe(query, { caller: user('usr_9'), variables: { shop: 'shop_1' } });
    await graph.settled();
    await graph.swap(replaced('shopOrdersUpdated(shopId: ID!)', 'shopOrdersUpdated(shopId: ID!, page: Int!)'));
    await graph.settled();
    expect(sold.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
  });

  test('those end whose field follows many now instead of one', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    await graph.swap(
      replaced('field: "orderId"\n        equals: "{{args.id}}"', 'field: "buyerId", equals: "{{viewer.id}}"'),
    );
    await graph.settled();
    expect(ann.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
  });

  test('events are heard where it says that they are', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    await graph.swap(replaced('topic: "orders"', 'topic: "carts"'));
    await graph.settled();
    expect(graph.events.topics()).toEqual(['carts', 'inventory', 'orders', 'payments']);
    const asked = graph.asked();
    await graph.move('ord_1', 'SHIPPED');
    expect(graph.asked()).toBe(asked);
    graph.events.publish('carts', { orderId: 'ord_1' });
    await graph.settled();
    expect(ann.last()).toMatchObject({ data: { orderUpdated: { status: 'SHIPPED' } } });
  });

  test('events are found by what it says: another argument, another value', async () => {
    graph = aLiveGraph({
      edits: replaced(
        'statusUpdated(id: ID!): Order\n      @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.id}}"',
        'statusUpdated(id: ID!, other: ID): Order\n      @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.id}}"',
      ),
    });
    const ann = graph.subscribe('subscription { statusUpdated(id: "ord_1", other: "ord_2") { status } }');
    await graph.settled();
    await graph.swap(
      replaced(
        'statusUpdated(id: ID!): Order\n      @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.id}}"',
        'statusUpdated(id: ID!, other: ID): Order\n      @kafkaSubscribe(topic: "orders", field: "orderId", equals: "{{args.other}}"',
      ),
    );
    await graph.settled();
    graph.change('ord_1', { status: 'SHIPPED' });
    graph.tell('ord_1');
    await graph.settled();
    expect(ann.last()).toEqual({ data: { statusUpdated: { status: 'PLACED' } } });
    graph.tell('ord_2');
    await graph.settled();
    expect(ann.last()).toEqual({ data: { statusUpdated: { status: 'SHIPPED' } } });
  });

  test('while it is read, the answer of the one before is not taken for one of the next', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    const paused = Promise.withResolvers<void>();
    graph.control.after = () => paused.promise;
    graph.change('ord_1', { status: 'SHIPPED', version: 100 });
    graph.tell('ord_1');
    await delay(10);
    const swapped = graph.swap(replaced('seenBy: String', 'more: String'));
    expect(graph.counts.closedEngines).toBe(0);
    // Its versions begin anew.
    graph.change('ord_1', { status: 'DELIVERED', version: 1 });
    graph.control.after = undefined;
    paused.resolve();
    await swapped;
    await graph.settled();
    expect(graph.counts.closedEngines).toBe(1);
    expect(ann.last()).toEqual({
      data: { orderUpdated: { id: 'ord_1', status: 'DELIVERED' } },
      extensions: { cursor: '1' },
    });
  });

  test('its versions may begin anew', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    graph.change('ord_1', { status: 'DELIVERED', version: 1 });
    await graph.swap(replaced('seenBy: String', 'more: String'));
    await graph.settled();
    expect(ann.last()).toMatchObject({ data: { orderUpdated: { status: 'DELIVERED' } }, extensions: { cursor: '1' } });
  });

  test('a thousand that are read anew do not reach it at once', async () => {
    graph = aLiveGraph({ liveLimits: { reads: 8, perClient: 1_000 } });
    const all = Array.from({ length: 200 }, (_, n) => graph.subscribe(`${ORDER} #${n}`));
    await graph.settled();
    let most = 0;
    graph.control.before = async () => {
      most = Math.max(most, graph.control.running);
      await delay(1);
    };
    graph.change('ord_1', { status: 'SHIPPED' });
    await graph.swap(replaced('seenBy: String', 'more: String'));
    await delay(500);
    await graph.settled();
    expect(most).toBeLessThanOrEqual(8);
    expect(all.every(({ answers }) => answers.length === 2)).toBe(true);
  });

  test('while somebody enrolls, he is enrolled for it', async () => {
    const admitted = Promise.withResolvers<object>();
    graph = aLiveGraph({ admissionFor: () => () => admitted.promise });
    const seen = graph.subscribe('subscription { orderUpdated(id: "ord_1") { seenBy } }');
    const ann = graph.subscribe(ORDER);
    await graph.swap(replaced('seenBy: String', 'more: String'));
    admitted.resolve({});
    await graph.settled();
    expect(seen.endedWith()).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(ann.answers).toHaveLength(1);
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
  });
});
