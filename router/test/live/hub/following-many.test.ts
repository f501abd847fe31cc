import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import { user } from '../a-subscriber.ts';

const MINE = 'subscription { myOrdersUpdated { id status } }';
const SHOP = 'subscription ($shop: ID!) { shopOrdersUpdated(shopId: $shop) { order { id status } } }';
const seller = { caller: user('usr_9'), variables: { shop: 'shop_1' } };
const mine = (id: string, status: string) => ({ data: { myOrdersUpdated: { id, status } } });
const shops = (id: string, status: string) => ({ data: { shopOrdersUpdated: { order: { id, status } } } });
const missed = (name: string) => ({
  data: { [name]: null },
  errors: [
    {
      message: 'Changes may have been missed: read the list again.',
      path: [name],
      extensions: { code: 'EVENTS_MISSED' },
    },
  ],
});

let graph: ALiveGraph;
afterEach(() => graph.close());

describe('who follows many things', () => {
  test('is told nothing first, and each change with what changed', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(MINE);
    await graph.settled();
    await graph.move('ord_2', 'SHIPPED');
    await graph.move('__proto__', 'SHIPPED');
    expect(ann.said()).toEqual([mine('ord_2', 'SHIPPED'), mine('__proto__', 'SHIPPED')]);
    expect(ann.answers.map(({ about, cursor }) => [about, cursor])).toEqual([
      ['ord_2', undefined],
      ['__proto__', undefined],
    ]);
  });

  test('is told nothing of what is not his', async () => {
    graph = aLiveGraph();
    const ben = graph.subscribe(MINE, { caller: user('usr_2') });
    const ann = graph.subscribe(MINE);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    // An event that says it is his, of an order that is not.
    graph.events.publish('orders', { orderId: 'ord_1', buyerId: 'usr_2' });
    await graph.settled();
    expect(ann.answers).toHaveLength(1);
    expect(ben.answers).toEqual([]);
    expect(ben.ends).toEqual([]);
  });

  test('is told once of what changed often before it was read, and in order', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(MINE);
    await graph.settled();
    const paused = Promise.withResolvers<void>();
    graph.control.after = () => paused.promise;
    graph.tell('ord_1');
    await delay(5);
    for (const id of ['ord_2', 'ord_1', 'ord_2', 'ord_1']) {
      graph.change(id, { status: 'LATER' });
      graph.tell(id);
    }
    graph.control.after = undefined;
    paused.resolve();
    await graph.settled();
    expect(graph.asked()).toBe(3);
    expect(ann.said()).toEqual([mine('ord_1', 'PLACED'), mine('ord_2', 'LATER'), mine('ord_1', 'LATER')]);
  });

  test('is told of events without a key of what changed nothing', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(MINE);
    await graph.settled();
    graph.events.publish('orders', { buyerId: 'usr_1' });
    await graph.settled();
    expect([ann.answers, graph.asked()]).toEqual([[], 0]);
  });

  test('is told when changes may have been missed', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(MINE);
    await graph.settled();
    graph.events.gap('orders');
    expect(ann.said()).toEqual([missed('myOrdersUpdated')]);
  });

  test('is told so, too, when more has changed than can wait', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe('subscription { again: myOrdersUpdated { id } }');
    await graph.settled();
    const paused = Promise.withResolvers<void>();
    graph.control.before = () => paused.promise;
    for (let n = 0; n < 1_002; n += 1) graph.events.publish('orders', { orderId: `ord_${n}`, buyerId: 'usr_1' });
    expect(ann.said()).toEqual([missed('again')]);
    graph.control.before = undefined;
    paused.resolve();
    await graph.settled();
    expect(graph.asked()).toBe(1);
    await graph.move('ord_2', 'SHIPPED');
    expect(ann.last()).toEqual({ data: { again: { id: 'ord_2' } } });
  });

  test('is told that it could not be read, and again when it is whole', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(MINE);
    await graph.settled();
    graph.control.down.add('orders');
    await graph.move('ord_1', 'SHIPPED');
    expect(ann.last()).toMatchObject({
      data: { myOrdersUpdated: null },
      errors: [{ extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }],
    });
    await delay(800);
    graph.control.down.clear();
    await delay(1_300);
    expect(graph.asked()).toBe(3);
    expect(ann.answers).toHaveLength(2);
    expect(ann.last()).toEqual(mine('ord_1', 'SHIPPED'));
  });

  test('needs to be somebody', async () => {
    graph = aLiveGraph();
    const guest = graph.subscribe(MINE, { caller: {} });
    const nobody = graph.subscribe('subscription { anyOrdersUpdated { id } }', { caller: {} });
    await graph.settled();
    expect(guest.endedWith()).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    expect(nobody.endedWith()).toEqual(['UNAUTHENTICATED']);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });
});

describe('who may follow a list', () => {
  test('is told of its changes, and only of its own', async () => {
    graph = aLiveGraph();
    const sold = graph.subscribe(SHOP, seller);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    expect(sold.said()).toEqual([shops('ord_1', 'SHIPPED')]);
  });

  test('is asked at the beginning: others are refused', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(SHOP, { ...seller, caller: user('usr_1') });
    const none = graph.subscribe(SHOP, { ...seller, variables: { shop: 'shop_0' } });
    await graph.settled();
    expect(ann.endedWith()).toEqual(['NOT_FOUND']);
    expect(ann.ends).toEqual(none.ends);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });

  test('is asked for all who come at once', async () => {
    graph = aLiveGraph();
    for (let n = 0; n < 100; n += 1) graph.subscribe(SHOP, seller);
    await graph.settled();
    expect(graph.asked()).toBe(1);
  });

  test('is asked again: who lost the right is told, without any event', async () => {
    graph = aLiveGraph({ liveLimits: { recheckMs: 100 } });
    const sold = graph.subscribe(SHOP, seller);
    await delay(250);
    expect(sold.ends).toEqual([]);
    graph.shop.members.get('shop_1')?.clear();
    await delay(250);
    expect(sold.endedWith()).toEqual(['NOT_FOUND']);
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
  });

  test('is asked when an event is none for the viewer', async () => {
    graph = aLiveGraph();
    const sold = graph.subscribe(SHOP, seller);
    await graph.settled();
    graph.shop.members.get('shop_1')?.clear();
    await graph.move('ord_1', 'SHIPPED');
    await graph.settled();
    expect(sold.said()).toEqual([]);
    expect(sold.endedWith()).toEqual(['NOT_FOUND']);
  });

  test('goes on as long as that cannot be answered', async () => {
    graph = aLiveGraph({ liveLimits: { recheckMs: 50 } });
    const sold = graph.subscribe(SHOP, seller);
    await graph.settled();
    graph.control.down.add('orders');
    await delay(300);
    expect(sold.ends).toEqual([]);
    graph.shop.members.get('shop_1')?.clear();
    graph.control.down.clear();
    await delay(150);
    expect(sold.endedWith()).toEqual(['NOT_FOUND']);
  });

  test('is asked from the graph on that wants it', async () => {
    const gateless = (sdl: string) => sdl.replace('gate: "shopOrders"', '');
    graph = aLiveGraph({ edits: { orders: gateless }, liveLimits: { recheckMs: 50 } });
    const sold = graph.subscribe(SHOP, seller);
    await delay(120);
    graph.shop.members.get('shop_1')?.clear();
    await delay(120);
    expect([sold.ends, graph.asked()]).toEqual([[], 0]);
    await graph.swap({});
    await delay(150);
    expect(sold.endedWith()).toEqual(['NOT_FOUND']);
  });

  test('is asked beside the reads: neither keeps the other waiting', async () => {
    graph = aLiveGraph({ liveLimits: { reads: 1 } });
    const paused = Promise.withResolvers<void>();
    graph.control.before = () => paused.promise;
    graph.subscribe(SHOP, seller);
    await delay(50);
    graph.control.before = undefined;
    const ann = graph.subscribe('subscription { orderUpdated(id: "ord_1") { status } }');
    await delay(50);
    expect(ann.answers).toHaveLength(1);
    paused.resolve();
  });
});
