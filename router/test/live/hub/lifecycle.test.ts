import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Log } from '@stoa/platform';
import { aLiveGraph, silent, type ALiveGraph } from '../a-live-graph.ts';
import { subscribeRequest, user } from '../a-subscriber.ts';
import { anEventSource } from '../an-event-source.ts';

const ORDER = 'subscription { orderUpdated(id: "ord_1") { id status } }';
const MINE = 'subscription { myOrdersUpdated { id } }';
const NONE = { subscriptions: 0, groups: 0 };

let graph: ALiveGraph;
afterEach(() => graph.close());

describe('places', () => {
  test('of one client are limited, and given back once', async () => {
    graph = aLiveGraph({ liveLimits: { perClient: 2 } });
    const first = graph.subscribe(ORDER);
    graph.subscribe(MINE);
    const third = graph.subscribe(ORDER);
    const other = graph.subscribe(MINE, { caller: user('usr_2') });
    await graph.settled();
    expect(third.endedWith()).toEqual(['SUBSCRIPTION_LIMIT_EXCEEDED']);
    expect(other.ends).toEqual([]);
    first.close();
    first.close();
    expect(graph.live.counts().subscriptions).toBe(2);
    const [fourth, fifth] = [graph.subscribe(ORDER), graph.subscribe(ORDER)];
    await graph.settled();
    expect([fourth.ends.length, fifth.endedWith()]).toEqual([0, ['SUBSCRIPTION_LIMIT_EXCEEDED']]);
  });

  test('of who shows nothing are those of his network', async () => {
    graph = aLiveGraph({ liveLimits: { perClient: 1 } });
    const stock = 'subscription { stockChanged(variantId: "var_1") { id } }';
    const from = (clientAddress: string) => graph.subscribe(stock, { caller: {}, clientAddress });
    const all = [from('2001:db8::1'), from('2001:db8::2'), from('2001:db8:0:1::1'), from('192.0.2.7')];
    await graph.settled();
    expect(all.map(({ answers }) => answers.length)).toEqual([1, 0, 1, 1]);
  });

  test('of the process are limited', async () => {
    graph = aLiveGraph({ liveLimits: { total: 1 } });
    graph.subscribe(ORDER);
    const second = graph.subscribe(ORDER, { caller: user('usr_2') });
    await graph.settled();
    expect(second.ends[0]?.[0]?.message).toBe('No more subscriptions fit here. Try again.');
  });

  test('are given back when it ends from our side, and not again when it is closed then', async () => {
    graph = aLiveGraph();
    graph.subscribe(ORDER);
    const foreign = graph.subscribe(ORDER, { caller: user('usr_2') });
    await graph.settled();
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
    foreign.close();
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
    expect(foreign.ends).toHaveLength(1);
  });
});

describe('who leaves', () => {
  test('at once, has never been', async () => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    ann.close();
    expect(graph.live.counts()).toEqual(NONE);
    await graph.settled();
    expect([ann.answers, ann.ends, graph.asked(), graph.live.counts()]).toEqual([[], [], 0, NONE]);
  });

  test.each(['admitted', 'refused', 'failed'])('before he is %s is told nothing', async (how) => {
    const admitted = Promise.withResolvers<object>();
    graph = aLiveGraph({ admissionFor: () => () => admitted.promise });
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    ann.close();
    const error = { message: 'no', extensions: { code: 'NO' } };
    if (how === 'failed') admitted.reject(new Error('x'));
    else admitted.resolve(how === 'refused' ? { refusal: { status: 400, error } } : {});
    await graph.settled();
    expect([ann.answers, ann.ends, graph.asked(), graph.live.counts()]).toEqual([[], [], 0, NONE]);
  });

  test('while it is waited for events, has gone when they are heard', async () => {
    graph = aLiveGraph({ liveLimits: { listenMs: 1_000 }, events: away() });
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    ann.close();
    expect(graph.live.counts()).toEqual(NONE);
    source.comeBack();
    await delay(500);
    expect([ann.answers, ann.ends, graph.asked(), graph.live.counts()]).toEqual([[], [], 0, NONE]);
  });

  test('while it is read is told nothing, and nothing is left', async () => {
    graph = aLiveGraph();
    const paused = Promise.withResolvers<void>();
    graph.control.before = () => paused.promise;
    const ann = graph.subscribe(ORDER);
    await delay(5);
    ann.close();
    const ben = graph.subscribe(ORDER);
    paused.resolve();
    await graph.settled();
    expect(ann.answers).toEqual([]);
    expect(ben.answers).toHaveLength(1);
    ben.close();
    await graph.move('ord_1', 'SHIPPED');
    expect([graph.asked(), graph.live.counts()]).toEqual([2, NONE]);
  });

  test('before his read has its turn costs none', async () => {
    graph = aLiveGraph({ liveLimits: { reads: 1 } });
    const paused = Promise.withResolvers<void>();
    graph.control.before = () => paused.promise;
    const stays = graph.subscribe(ORDER);
    const left = Array.from({ length: 20 }, (_, n) => graph.subscribe(`${ORDER} #${n}`));
    await delay(5);
    for (const one of left) one.close();
    paused.resolve();
    await graph.settled();
    expect(graph.asked()).toBe(1);
    expect(stays.answers).toHaveLength(1);
  });

  test('from within what he is told disturbs nobody', async () => {
    graph = aLiveGraph();
    const all = [0, 1, 2].map((n) =>
      graph.subscribe(ORDER, {
        onNext: () => {
          if (n === 0) for (const one of all.slice(0, 2)) one.close();
        },
      }),
    );
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    expect(all.map(({ answers }) => answers.length)).toEqual([1, 0, 2]);
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
  });

  test('and comes again from within what he is told is told again', async () => {
    graph = aLiveGraph();
    const again: { one?: ReturnType<ALiveGraph['subscribe']> } = {};
    const ann = graph.subscribe(ORDER, {
      onNext: () => {
        ann.close();
        again.one = graph.subscribe(ORDER);
      },
    });
    await graph.settled();
    expect(again.one?.answers).toHaveLength(1);
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
  });
});

test('events that nobody follows any more are not even read', async () => {
  const warn = jest.fn();
  graph = aLiveGraph({ log: { ...silent, warn, error: jest.fn() } as unknown as Log });
  const all = [graph.subscribe(ORDER), graph.subscribe(MINE)];
  await graph.settled();
  graph.events.publishText('orders', 'nonsense');
  expect(warn).toHaveBeenCalledTimes(1);
  for (const one of all) one.close();
  graph.events.publishText('orders', 'nonsense');
  expect(warn).toHaveBeenCalledTimes(1);
});

describe('a subscriber that throws', () => {
  test.each([ORDER, MINE])('loses its own subscription alone: %s', async (query) => {
    graph = aLiveGraph();
    const fault = () => {
      throw new Error('broken pipe');
    };
    const broken = graph.subscribe(query, { onNext: fault });
    const ann = graph.subscribe(query);
    await graph.settled();
    await graph.move('ord_1', 'SHIPPED');
    await graph.move('ord_1', 'DELIVERED');
    expect(broken.answers).toHaveLength(1);
    expect(ann.ends).toEqual([]);
    expect(ann.last()).toMatchObject({ data: {} });
    expect(ann.answers).toHaveLength(query === ORDER ? 3 : 2);
    expect(graph.live.counts()).toEqual({ subscriptions: 1, groups: 1 });
  });

  test('at its end keeps the others from none of theirs', async () => {
    graph = aLiveGraph();
    const fault = () => {
      throw new Error('broken pipe');
    };
    graph.live.subscribe(subscribeRequest(ORDER, {}), { next: () => undefined, end: fault });
    graph.live.subscribe(subscribeRequest('nonsense', {}), { next: () => undefined, end: fault });
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    graph.shop.orders.delete('ord_1');
    graph.tell('ord_1');
    await graph.settled();
    expect(ann.endedWith()).toEqual(['NOT_FOUND']);
    expect(graph.live.counts()).toEqual(NONE);
  });
});

describe('the source of events', () => {
  test('that is away is waited for, and not longer than said', async () => {
    graph = aLiveGraph({ liveLimits: { listenMs: 150 }, events: away() });
    const ann = graph.subscribe(ORDER);
    await delay(50);
    expect(ann.ends).toEqual([]);
    await delay(200);
    expect(ann.endedWith()).toEqual(['TEMPORARILY_UNAVAILABLE']);
    expect([graph.asked(), graph.live.counts()]).toEqual([0, NONE]);
    source.comeBack();
    await delay(900);
    const again = graph.subscribe(ORDER);
    await graph.settled();
    expect(again.answers).toHaveLength(1);
  });

  test('that comes back lets those in who wait', async () => {
    graph = aLiveGraph({ events: away() });
    const ann = graph.subscribe(ORDER);
    await delay(20);
    source.comeBack();
    await delay(400);
    expect(ann.answers).toHaveLength(1);
  });

  test.each([
    '',
    'no JSON',
    'null',
    '[]',
    '7',
    '{}',
    '{"keys":null}',
    '{"keys":[]}',
    '{"keys":{"orderId":7}}',
    '{"keys":{"orderId":["ord_1"]}}',
    '{"keys":{"shopIds":"shop_1"}}',
    '{"keys":{"__proto__":{"orderId":"ord_1"}}}',
    '{"keys":{"constructor":"ord_1"}}',
  ])('that brings nonsense changes nothing: %s', async (value) => {
    graph = aLiveGraph();
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    graph.events.publishText('orders', value);
    await graph.settled();
    expect([ann.answers.length, ann.ends, graph.asked()]).toEqual([1, [], 1]);
    await graph.move('ord_1', 'SHIPPED');
    expect(ann.answers).toHaveLength(2);
  });
});

describe('closing', () => {
  test('ends everybody, and takes nobody any more', async () => {
    const admitted = Promise.withResolvers<object>();
    let isHeld = false;
    graph = aLiveGraph({ admissionFor: () => () => (isHeld ? admitted.promise : {}) });
    const [ann, mine] = [graph.subscribe(ORDER), graph.subscribe(MINE)];
    await graph.settled();
    isHeld = true;
    const enrolling = graph.subscribe(ORDER);
    await graph.live.close();
    admitted.resolve({});
    const late = graph.subscribe(ORDER);
    await graph.settled();
    expect([ann.ends, mine.ends]).toEqual([[[]], [[]]]);
    expect([enrolling.endedWith(), late.endedWith()]).toEqual([
      ['TEMPORARILY_UNAVAILABLE'],
      ['TEMPORARILY_UNAVAILABLE'],
    ]);
    expect(graph.live.counts()).toEqual(NONE);
    expect(graph.events.topics()).toEqual([]);
  });

  test('ends those who wait for events at once', async () => {
    graph = aLiveGraph({ events: away() });
    const ann = graph.subscribe(ORDER);
    await graph.settled();
    await graph.live.close();
    await graph.settled();
    expect(ann.endedWith()).toEqual(['TEMPORARILY_UNAVAILABLE']);
  });
});

let source: ReturnType<typeof anEventSource>;

function away() {
  source = anEventSource();
  source.goAway();
  return source.source;
}
