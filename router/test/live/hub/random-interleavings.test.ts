import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { aLiveGraph, type ALiveGraph } from '../a-live-graph.ts';
import { user, type ASubscriber } from '../a-subscriber.ts';

const ONE = (id: string) => `subscription { orderUpdated(id: "${id}") { id version status } }`;
const PAID = (id: string) => `subscription { orderUpdated(id: "${id}") { version status payment { version } } }`;
const MANY = 'subscription { myOrdersUpdated { id version } }';
const IDS = ['ord_1', 'ord_2'] as const;
const STEPS = 120;

let graph: ALiveGraph;
afterEach(() => graph.close());

/** Mulberry32: the same numbers for the same seed. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

interface Shown {
  readonly data: { readonly orderUpdated?: { readonly version: number } | null };
}

const versionsOf = (one: ASubscriber) =>
  (one.said() as Shown[]).flatMap(({ data }) => (data.orderUpdated ? [data.orderUpdated.version] : []));

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'whoever stays sees the last state, and no version falls: %d',
  async (seed) => {
    const random = randomOf(seed);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    graph = aLiveGraph({ liveLimits: { reads: 1 + Math.floor(random() * 3) } });
    const slow = async () => {
      for (let turns = Math.floor(random() * 6); turns > 0; turns -= 1) await nextTurn();
    };
    graph.control.before = slow;
    graph.control.after = slow;
    const open: { readonly kind: string; readonly id: string; readonly one: ASubscriber; readonly from: number }[] = [];
    let edition = 0;

    const steps: (() => void)[] = [
      () => {
        const id = pick(IDS);
        const kind = pick(['one', 'paid', 'many'] as const);
        const query = kind === 'one' ? ONE(id) : kind === 'paid' ? PAID(id) : MANY;
        const cursor = random() < 0.3 ? String(graph.shop.orders.get(id)?.version) : undefined;
        const asks = cursor !== undefined && kind !== 'many' ? { cursor } : {};
        open.push({ kind, id, one: graph.subscribe(query, asks), from: Number(cursor ?? 0) });
      },
      () => {
        if (open.length > 0) open.splice(Math.floor(random() * open.length), 1)[0]?.one.close();
      },
      () => graph.subscribe(ONE(pick(IDS)), { caller: user('usr_2') }),
      () => graph.events.gap('orders'),
      () => {
        if (random() < 0.2) void graph.swap({ orders: (sdl) => sdl.replace('seenBy', `edition${(edition += 1)}`) });
      },
    ];
    const move = () => {
      const id = pick(IDS);
      graph.change(id, { status: pick(['A', 'B', 'C']) });
      // Told twice now and then, late, or after the next change.
      for (let times = 1 + Math.floor(random() * 2); times > 0; times -= 1) void slow().then(() => graph.tell(id));
    };
    for (let step = 0; step < STEPS; step += 1) {
      if (random() < 0.5) move();
      else pick(steps)();
      if (random() < 0.7) await nextTurn();
    }
    graph.control.before = graph.control.after = undefined;
    for (let turns = 0; turns < 5; turns += 1) await graph.settled();

    for (const { kind, id, one, from } of open) {
      expect(one.ends).toEqual([]);
      const versions = versionsOf(one);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      if (kind === 'many') continue;
      // Who came with the version that there still is was told nothing.
      expect(versions.at(-1) ?? from).toBe(graph.shop.orders.get(id)?.version);
      expect(new Set(one.answers.map(({ text }) => text)).size).toBe(one.answers.length);
    }
    for (const { one } of open) one.close();
    expect(graph.live.counts()).toEqual({ subscriptions: 0, groups: 0 });
    const asked = graph.asked();
    for (const id of IDS) graph.tell(id);
    await graph.settled();
    expect(graph.asked()).toBe(asked);
    expect(graph.counts.closedEngines).toBe(edition);
  },
);

test('who follows many is told of each change at last, however they come', async () => {
  const random = randomOf(7);
  graph = aLiveGraph({ liveLimits: { reads: 2 } });
  const slow = async () => {
    for (let turns = Math.floor(random() * 5); turns > 0; turns -= 1) await nextTurn();
  };
  graph.control.after = slow;
  const ann = graph.subscribe(MANY);
  await graph.settled();
  for (let step = 0; step < 300; step += 1) {
    const id = IDS[Math.floor(random() * 2)] ?? 'ord_1';
    graph.change(id, { status: String(step) });
    graph.tell(id);
    if (random() < 0.5) await nextTurn();
  }
  await graph.settled();
  const last = new Map(
    (ann.said() as { data: { myOrdersUpdated: { id: string; version: number } } }[]).map(
      ({ data: { myOrdersUpdated } }) => [myOrdersUpdated.id, myOrdersUpdated.version],
    ),
  );
  for (const id of IDS) expect(last.get(id)).toBe(graph.shop.orders.get(id)?.version);
});
