import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createLog, type Log } from '@stoa/platform';
import { createRouter, manifestOf, persistedOperations, type Router, type RouterOptions } from '../../src/router.ts';
import { listen, post } from '../a-router.ts';
import { editions, silent } from './editions.ts';
import { threadsFromNowOn } from './threads.ts';

const ITEMS = 'query Items { items { id listedBy countedBy } }';

const open: Router[] = [];
afterEach(async () => {
  for (const router of open.splice(0)) await router.close({ drainMs: 0 });
});

const start = async (options: Partial<RouterOptions> = {}) => {
  const { supergraphs, subgraphs } = editions();
  const router = await createRouter({
    supergraphSdl: supergraphs.a,
    subgraphs,
    log: silent,
    isProduction: false,
    ...options,
  });
  open.push(router);
  const url = await listen(router.server);
  const ask = (query: string, operationName?: string) =>
    post(`${url}/graphql`, JSON.stringify({ query, operationName }));
  const plansMade = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(/^stoa_router_plans_total\{cache="miss"\} (\d+)/m.exec(metrics)?.[1]);
  };
  const swapsCounted = async (outcome: string) => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^stoa_router_swaps_total\\{outcome="${outcome}"\\} (\\d+)`, 'm').exec(metrics)?.[1]);
  };
  return { router, url, ask, plansMade, swapsCounted, supergraphs };
};

const edition = async ({ ask }: { ask: Awaited<ReturnType<typeof start>>['ask'] }) =>
  (await ask('{ edition }')).data.edition as string;

describe('a swap', () => {
  test('serves the other supergraph from the next request on, through every door', async () => {
    const router = await start();
    await router.ask('{ aOnly }');
    expect(await get(router.url, '{ aOnly }')).toEqual({ data: { aOnly: 'a' } });
    await router.router.swap(router.supergraphs.b);
    expect((await router.ask('{ bOnly }')).data).toEqual({ bOnly: 'b' });
    // A document that the supergraph of before took, by both methods and in both lanes.
    expect((await router.ask('{ aOnly }')).errors?.[0]?.message).toContain('"aOnly"');
    expect(await get(router.url, '{ aOnly }')).toMatchObject({
      errors: [{ message: expect.stringContaining('"aOnly"') }],
    });
    expect((await router.ask(ITEMS)).data.items[0]).toEqual({ id: 'item_1', listedBy: 'b', countedBy: 'b' });
    expect(await router.swapsCounted('ok')).toBe(1);
  });

  test('lets a request end on the supergraph on which it began', async () => {
    const router = await start();
    await router.ask('query Slow { slow(ms: 1) }');
    const slow = router.ask('query Slow { slow(ms: 1) again: slow(ms: 3000) }');
    await router.router.swap(router.supergraphs.b);
    expect(await edition(router)).toBe('b');
    expect((await slow).data).toEqual({ slow: 'a', again: 'a' });
  });

  test('to the supergraph that is served already does nothing', async () => {
    const router = await start();
    await router.router.swap(router.supergraphs.a);
    expect(await router.swapsCounted('ok')).toBe(0);
  });

  test('waits for the one asked before it: the last one asked is served', async () => {
    const router = await start();
    const { a, b } = router.supergraphs;
    const order: string[] = [];
    await Promise.all([
      router.router.swap(b).then(() => order.push('b')),
      router.router.swap('no supergraph').catch(() => order.push('none')),
      router.router.swap(a).then(() => order.push('a')),
    ]);
    expect(order).toEqual(['b', 'none', 'a']);
    expect(await edition(router)).toBe('a');
    expect(await router.swapsCounted('ok')).toBe(2);
  });
});

describe('a supergraph that will not do', () => {
  const lacking = { name: 'nowhere', url: 'http://nowhere/graphql' };
  test.each([
    ['is no SDL', () => 'type Query {', /The supergraph cannot be read: Syntax Error/],
    ['is no supergraph', () => 'type Query { edition: String }', /The supergraph cannot be read/],
    ['is empty', () => '', /The supergraph cannot be read/],
    [
      'names a subgraph that there is no way to',
      (b: string) => b.replaceAll('http://stock.b/graphql', lacking.url),
      /names stock, but no transport/,
    ],
    [
      'does not answer a registered operation',
      (b: string) => b,
      /Registered operations do not fit the supergraph:\nOnly of orders: Cannot query field "aOnly"/,
    ],
  ])('is refused with the reason when it %s, and the old one is served on', async (_, sdlOf, reason) => {
    const started = threadsFromNowOn();
    const router = await start({ operations: [{ id: 'Only', subgraph: 'orders', document: 'query Only { aOnly }' }] });
    await router.ask(ITEMS);
    await expect(router.router.swap(sdlOf(router.supergraphs.b))).rejects.toThrow(reason);
    expect(await edition(router)).toBe('a');
    expect((await router.ask(ITEMS)).data.items[0]).toEqual({ id: 'item_1', listedBy: 'a', countedBy: 'a' });
    expect(await router.swapsCounted('failed')).toBe(1);
    expect(started()).toBe(1);
  });

  test('does not keep a good one from being served after it', async () => {
    const router = await start();
    await expect(router.router.swap('type Query {')).rejects.toThrow('cannot be read');
    await router.router.swap(router.supergraphs.b);
    expect(await edition(router)).toBe('b');
  });
});

describe('what is hot', () => {
  test('is planned before the swap: the first request after it finds its plan', async () => {
    const router = await start();
    await router.ask(ITEMS, 'Items');
    await router.ask('{ edition }');
    await router.router.swap(router.supergraphs.b);
    const before = await router.plansMade();
    expect((await router.ask(ITEMS, 'Items')).data.items[0].listedBy).toBe('b');
    expect((await router.ask('{ edition }')).data).toEqual({ edition: 'b' });
    expect(await router.plansMade()).toBe(before);
    await router.ask('{ items { id } }');
    expect(await router.plansMade()).toBe(before + 1);
  });

  test.each([
    ['who named it', 'Items'],
    ['who left out its name', undefined],
  ])('has one plan for all, whether its name is said or not: warmed by one %s', async (_, name) => {
    const router = await start();
    await router.ask(ITEMS, name);
    await router.router.swap(router.supergraphs.b);
    const before = await router.plansMade();
    await router.ask(ITEMS);
    await router.ask(ITEMS, 'Items');
    expect(await router.plansMade()).toBe(before);
  });

  test('and listed in the manifest is planned although nobody asked it yet', async () => {
    const router = await start({ persistedOperations: persistedOperations(JSON.stringify(manifestOf([ITEMS]))) });
    await router.router.swap(router.supergraphs.b);
    const before = await router.plansMade();
    expect((await router.ask(ITEMS)).data.items[0].listedBy).toBe('b');
    expect(await router.plansMade()).toBe(before);
  });

  test('and does not fit the next supergraph is named once in the log', async () => {
    const { log, warnings } = aLog();
    const router = await start({ log });
    await router.ask('query OnlyHere { aOnly }', 'OnlyHere');
    await router.ask('query AndThis { aOnly edition }', 'AndThis');
    await router.router.swap(router.supergraphs.b);
    const named = warnings.filter(({ message }) => message === 'operations are not planned ahead');
    expect(named).toHaveLength(1);
    expect(named[0]?.fields).toMatchObject({
      count: 2,
      operations: [
        { operation: 'OnlyHere', reason: expect.stringContaining('"aOnly"') },
        { operation: 'AndThis', reason: expect.stringContaining('"aOnly"') },
      ],
    });
  });
});

describe('the manifest', () => {
  test('of which an operation does not fit at the start is served all the same, and the log names it', async () => {
    const { log, warnings } = aLog();
    const manifest = manifestOf(['query Gone { bOnly }', ITEMS]);
    await start({ log, persistedOperations: persistedOperations(JSON.stringify(manifest)) });
    for (let wait = 0; wait < 100 && warnings.length === 0; wait += 1) await delay(50);
    expect(warnings).toMatchObject([{ fields: { count: 1, operations: [{ operation: 'Gone' }] } }]);
  });
});

describe('closing', () => {
  test('while a swap is under way refuses the swap and leaves no thread', async () => {
    const started = threadsFromNowOn();
    const router = await start();
    const swap = router.router.swap(router.supergraphs.b);
    swap.catch(() => undefined);
    await router.router.close({ drainMs: 0 });
    await expect(swap).rejects.toThrow('The router is closed');
    await expect(router.router.swap(router.supergraphs.b)).rejects.toThrow('The router is closed');
    expect(started()).toBe(0);
  });

  test('is what a router does that could not start', async () => {
    const started = threadsFromNowOn();
    const misfit = { id: 'Only', subgraph: 'orders', document: 'query Only { bOnly }' };
    await expect(start({ operations: [misfit] })).rejects.toThrow('"bOnly"');
    expect(started()).toBe(0);
  });

  test('while operations are planned ahead leaves no thread and says nothing', async () => {
    const started = threadsFromNowOn();
    const { log, warnings } = aLog();
    const many = Array.from({ length: 200 }, (_, index) => `query Q${index} { items { id } q${index}: edition }`);
    const router = await start({ log, persistedOperations: persistedOperations(JSON.stringify(manifestOf(many))) });
    await router.router.close({ drainMs: 0 });
    expect(started()).toBe(0);
    expect(warnings).toEqual([]);
  });
});

const get = async (url: string, query: string) =>
  (
    await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers: { 'apollo-require-preflight': '1' } })
  ).json();

function aLog(): { log: Log; warnings: { fields: object; message: string }[] } {
  const warnings: { fields: object; message: string }[] = [];
  const log = createLog({ level: 'silent' });
  jest.spyOn(log, 'warn').mockImplementation(((fields: object, message: string) => {
    warnings.push({ fields, message });
  }) as never);
  return { log, warnings };
}
