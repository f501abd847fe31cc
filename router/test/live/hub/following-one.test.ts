import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import { user, versionOf } from '../a-subscriber.ts';

const ORDER = 'subscription ($id: ID!) { orderUpdated(id: $id) { id status } }';
const PAYMENT = 'subscription { orderUpdated(id: "ord_1") { status payment { status } } }';
const STATUS = 'subscription { statusUpdated(id: "ord_1") { id } }';
const ord1 = { variables: { id: 'ord_1' } };
const state = (status: string, cursor: number, id = 'ord_1') => ({
  data: { orderUpdated: { id, status } },
  extensions: { cursor: String(cursor) },
});

let graph: ALiveGraph;
afterEach(() => graph.close());

describe('who follows one thing', () => {
  test('is told its state first and then each change', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    await graph.move('ord_1', 'DELIVERED');
    expect(ann.said()).toEqual([state('PLACED', 1), state('SHIPPED', 2), state('DELIVERED', 3)]);
    expect(ann.answers.map(({ cursor }) => versionOf(cursor))).toEqual(['1', '2', '3']);
    ann.close();
    await graph.move('ord_1', 'RETURNED');
    expect(ann.answers).toHaveLength(3);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });

  test('is not told of other things, nor twice of what did not change', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    await graph.move('ord_2', 'SHIPPED');
    graph.tell('ord_1');
    await graph.settled();
    expect(ann.said()).toEqual([state('PLACED', 1)]);
  });

  test('is told of what another topic changes in it, too', async () => {
    graph = aLiveGraph({
      edits: { orders: (sdl) => sdl.replace('topic: "orders"', 'topic: "orders", also: ["payments"]') },
    });
    const ann = graph.subscribe(PAYMENT);
    await graph.settled();
    graph.shop.payments.set('ord_1', { version: 2, status: 'CAPTURED' });
    graph.events.publish('payments', { orderId: 'ord_1' });
    await graph.settled();
    expect(ann.said()).toEqual(
      ['AUTHORIZED', 'CAPTURED'].map((status) => ({
        data: { orderUpdated: { status: 'PLACED', payment: { status } } },
        extensions: { cursor: '1' },
      })),
    );
    const [before, now] = ann.answers.map(({ cursor }) => graph.subscribe(PAYMENT, { cursor: cursor ?? '' }));
    await graph.settled();
    expect([before?.answers.length, now?.answers.length]).toEqual([1, 0]);
  });

  test('is told at each event where no version tells that something changed', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(STATUS);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    await graph.move('ord_1', 'DELIVERED');
    expect(ann.said()).toEqual(Array.from({ length: 3 }, () => ({ data: { statusUpdated: { id: 'ord_1' } } })));
  });

  test('a thousand who see the same cost one read, and get one text', async () => {
    graph = aLiveGraph({ liveLimits: { perClient: 1_000 } });
    const all = Array.from({ length: 1_000 }, () => graph.subscribe(ORDER, ord1));
    await graph.settled();
    expect(graph.asked()).toBe(1);
    expect(graph.live.counts()).toEqual({ subscriptions: 1_000, groups: 1 });
    await graph.move('ord_1', 'SHIPPED');
    expect(graph.asked()).toBe(2);
    const answers = new Set(all.map(({ answers: [, second] }) => second));
    expect(answers.size).toBe(1);
    expect(all[999]?.last()).toEqual(state('SHIPPED', 2));
  });

  test('who comes a moment later is told what was read for the others', async () => {
    graph = aLiveGraph();
    graph.subscribe(ORDER, ord1);
    await graph.settled();
    const ben = graph.subscribe(ORDER, ord1);
    await graph.settled();
    expect(graph.asked()).toBe(1);
    expect(ben.said()).toEqual([state('PLACED', 1)]);
  });

  test('events while it is read cost one more read, and the last state is told', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    const paused = Promise.withResolvers<void>();
    graph.control.after = () => paused.promise;
    graph.tell('ord_1');
    await delay(5);
    for (const status of ['A', 'B', 'C']) {
      graph.change('ord_1', { status });
      graph.tell('ord_1');
    }
    graph.control.after = undefined;
    paused.resolve();
    await graph.settled();
    expect(graph.asked()).toBe(3);
    expect(ann.last()).toEqual(state('C', 4));
  });

  test('an older version never follows a newer one, which is read for again', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    graph.change('ord_1', { status: 'PLACED', version: 1 });
    graph.tell('ord_1');
    await graph.settled();
    const ben = graph.subscribe(ORDER, ord1);
    graph.change('ord_1', { status: 'DELIVERED', version: 3 });
    await delay(1_700);
    await graph.settled();
    expect(ann.said()).toEqual([state('PLACED', 1), state('SHIPPED', 2), state('DELIVERED', 3)]);
    expect(ben.last()).toEqual(state('DELIVERED', 3));
  });

  test('nor after one that could not be read', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    graph.control.down.add('orders');
    graph.tell('ord_1');
    await graph.settled();
    graph.control.down.clear();
    graph.change('ord_1', { status: 'PLACED', version: 1 });
    graph.tell('ord_1');
    await graph.settled();
    expect(ann.answers).toHaveLength(3);
    expect(ann.last()).toMatchObject({ errors: [{ extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }] });
  });

  test('a gap is read over: only what differs is told', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    const ben = graph.subscribe(ORDER, { variables: { id: 'ord_2' } });
    await graph.settled();
    graph.change('ord_1', { status: 'SHIPPED' });
    graph.events.gap('payments');
    await graph.settled();
    expect(graph.asked()).toBe(2);
    graph.events.gap('orders');
    await graph.settled();
    expect(graph.asked()).toBe(4);
    expect(ann.last()).toEqual(state('SHIPPED', 2));
    expect(ben.said()).toEqual([state('PLACED', 1, 'ord_2')]);
  });

  test('the version may be of another domain than the thing', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe('subscription { paymentUpdated(orderId: "ord_1") { payment { status } } }');
    await graph.settled();
    graph.shop.payments.set('ord_1', { version: 7, status: 'CAPTURED' });
    graph.events.publish('payments', { orderId: 'ord_1' });
    await graph.settled();
    expect(ann.answers.map(({ cursor }) => versionOf(cursor))).toEqual(['1', '7']);
    expect(ann.last()).toEqual({
      data: { paymentUpdated: { payment: { status: 'CAPTURED' } } },
      extensions: { cursor: '7' },
    });
  });

  test('a thing among several that one event names is found', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe('subscription { stockChanged(variantId: "var_1") { available } }', { caller: {} });
    await graph.settled();
    graph.shop.variants.set('var_1', { version: 2, available: 4 });
    graph.events.publish('inventory', { variantIds: ['var_0', 'var_1', 'var_1'] });
    await graph.settled();
    expect(ann.last()).toEqual({ data: { stockChanged: { available: 4 } }, extensions: { cursor: '2' } });
    expect(graph.asked()).toBe(2);
  });
});

describe('what was not whole', () => {
  test('is told with its errors, goes on, and is whole at the next event', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(PAYMENT);
    await graph.settled();
    graph.control.down.add('payments');
    await graph.move('ord_1', 'SHIPPED');
    expect(ann.last()).toMatchObject({
      errors: [{ path: ['orderUpdated'], extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }],
      data: { orderUpdated: { status: 'SHIPPED', payment: null } },
    });
    graph.control.down.clear();
    await graph.move('ord_1', 'DELIVERED');
    expect(ann.last()).toEqual({
      data: { orderUpdated: { status: 'DELIVERED', payment: { status: 'AUTHORIZED' } } },
      extensions: { cursor: '3' },
    });
    expect(ann.ends).toEqual([]);
  });

  test('is read again by itself until it is whole, and told once more when it is', async () => {
    graph = aLiveGraph();
    graph.control.down.add('payments');
    const ann = graph.subscribe(PAYMENT);
    await delay(2_000);
    expect(graph.asked()).toBeGreaterThan(2);
    // The same goes wrong in the same way: that is no news, whatever request it was.
    expect(ann.answers).toHaveLength(1);
    graph.control.down.clear();
    await delay(4_000);
    expect(ann.answers).toHaveLength(2);
    expect(ann.last()).toEqual({
      data: { orderUpdated: { status: 'PLACED', payment: { status: 'AUTHORIZED' } } },
      extensions: { cursor: '1' },
    });
    const asked = graph.asked();
    await delay(2_000);
    expect(graph.asked()).toBe(asked);
  }, 15_000);

  test('is not read again for nobody, nor is that waited for', async () => {
    graph = aLiveGraph();
    graph.control.down.add('payments');
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const ann = graph.subscribe(PAYMENT, { onNext: () => ann.close() });
    await graph.settled();
    expect(timers.mock.calls.filter(([, ms = 0]) => ms >= 500 && ms <= 1_500)).toEqual([]);
    timers.mockRestore();
    const asked = graph.asked();
    await delay(1_700);
    expect(graph.asked()).toBe(asked);
    expect(graph.live.counts().groups).toBe(0);
  });

  test('because of its version alone is no fault of the answer', async () => {
    graph = aLiveGraph();
    graph.shop.payments.set('ord_1', { version: 1, status: 'UNCOUNTED' });
    const ann = graph.subscribe('subscription { paymentUpdated(orderId: "ord_1") { status payment { status } } }');
    await graph.settled();
    expect(ann.said()).toEqual([{ data: { paymentUpdated: { status: 'PLACED', payment: { status: 'UNCOUNTED' } } } }]);
  });
});

describe('who comes back with a cursor', () => {
  const first = async (cursor: string) => {
    graph = aLiveGraph();
    await graph.move('ord_1', 'SHIPPED');
    const ann = graph.subscribe(ORDER, { ...ord1, cursor });
    await graph.settled();
    return ann;
  };

  test('of this state is told nothing before the next', async () => {
    const ann = await first('2');
    expect(ann.said()).toEqual([]);
    await graph.move('ord_1', 'DELIVERED');
    expect(ann.said()).toEqual([state('DELIVERED', 3)]);
  });

  test('of what was shown of this version is told nothing, of something else of it is told the state', async () => {
    graph = aLiveGraph();
    const seen: string[] = [];
    graph.subscribe(ORDER, { ...ord1, onNext: ({ cursor }) => seen.push(cursor ?? '') });
    await graph.settled();
    expect(seen).toEqual([expect.stringMatching(/^1-\w+$/)]);
    const same = graph.subscribe(ORDER, { ...ord1, cursor: seen[0] ?? '' });
    const other = graph.subscribe(ORDER, { ...ord1, cursor: '1-other' });
    await graph.settled();
    expect([same.said(), other.said()]).toEqual([[], [state('PLACED', 1)]]);
  });

  test.each(['1', '0', '', 'x', '-2', '2.0', '9'.repeat(16), '__proto__'])('%j is told the state', async (cursor) => {
    const ann = await first(cursor);
    expect(ann.said()).toEqual([state('SHIPPED', 2)]);
  });

  test('of a later state is told nothing older, until another look finds the same', async () => {
    const ann = await first('5');
    expect(ann.said()).toEqual([]);
    await delay(1_700);
    expect(ann.said()).toEqual([state('SHIPPED', 2)]);
  });
});

describe('who may not see', () => {
  test('what there is learns no more than who follows what there is not', async () => {
    graph = aLiveGraph();
    const foreign = graph.subscribe(ORDER, { ...ord1, caller: user('usr_2') });
    const unknown = graph.subscribe(ORDER, { variables: { id: 'ord_0' } });
    await graph.settled();
    expect(foreign.ends).toEqual(unknown.ends);
    expect(foreign.endedWith()).toEqual(['NOT_FOUND']);
    expect([foreign.answers, unknown.answers]).toEqual([[], []]);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });

  test('it any more is told so at the next event', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER, ord1);
    await graph.settled();
    const order = graph.shop.orders.get('ord_1');
    if (order) graph.shop.orders.set('ord_1', { ...order, buyerId: 'usr_2' });
    graph.tell('ord_1');
    await graph.settled();
    expect(ann.answers).toHaveLength(1);
    expect(ann.endedWith()).toEqual(['NOT_FOUND']);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });

  test('without an account follows by the link of an order', async () => {
    graph = aLiveGraph();
    const guest = graph.subscribe(ORDER, { ...ord1, caller: { orderAccess: 'link_1' } });
    const other = graph.subscribe(ORDER, { ...ord1, caller: { orderAccess: 'link_2' } });
    await graph.settled();
    expect(guest.said()).toEqual([state('PLACED', 1)]);
    expect(other.endedWith()).toEqual(['NOT_FOUND']);
  });
});
