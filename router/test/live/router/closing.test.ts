import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { anEventSource } from '../an-event-source.ts';
import { ask, MULTIPART, SSE, TOKEN_HEADER, type Reading } from '../http/a-stream-server.ts';
import { aClient, aReadyClient, until, type AClient } from '../websocket/a-client.ts';
import { aLiveRouter, type ALiveRouter } from './a-live-router.ts';
import { TRANSPORTS } from './followers.ts';
import { signedIn, streamOf } from './requests.ts';
import { untilCounts } from './until-counts.ts';

const ORDER = { query: 'subscription { orderUpdated(id: "ord_1") { id status } }' };

let router: ALiveRouter;
const sockets = (count: number): Promise<AClient[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const client = await aReadyClient(router.socketUrl, signedIn());
      client.subscribe('1', ORDER);
      return client;
    }),
  );
const streams = (count: number, accept: Record<string, string>): Promise<Reading[]> =>
  Promise.all(Array.from({ length: count }, () => streamOf(router, ORDER, { accept })));

/** As long as it takes, milliseconds. */
const timed = async (run: Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run;
  return performance.now() - began;
};

describe('A router that is to go away', () => {
  beforeEach(async () => void (router = await aLiveRouter()));
  afterEach(() => router.close());

  test('drains: it says so, and goes on meanwhile', async () => {
    const [socket] = await sockets(1);
    const [stream] = await streams(1, SSE);
    router.router.drain();
    expect((await ask(`${router.origin}/ready`)).status).toBe(503);
    const [late] = await sockets(1);
    router.move('ord_1', 'SHIPPED');
    await stream!.until('SHIPPED');
    for (const client of [socket!, late!]) await until(() => JSON.stringify(client.messages).includes('SHIPPED'));
  });

  test('sends hundreds of clients elsewhere, in time, and listens to nothing any more', async () => {
    const [webSockets, events, parts] = await Promise.all([sockets(150), streams(100, SSE), streams(100, MULTIPART)]);
    await untilCounts(router, [350, 1, 150, 200]);
    const reserved = await (await ask(router.streamUrl, { method: 'PUT' })).over();
    expect(router.events.topics()).toEqual(['inventory', 'orders', 'payments']);

    expect(await timed(router.router.close({ drainMs: 3_000 }))).toBeLessThan(3_500);
    for (const { closed } of webSockets) expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
    for (const reading of [...events, ...parts]) await reading.over();
    for (const { incoming, text } of events)
      expect([incoming.complete, text.includes('event: complete')]).toEqual([true, false]);
    for (const { incoming, text } of parts)
      expect([incoming.complete, text.includes('SERVER_SHUTTING_DOWN')]).toEqual([true, true]);
    expect(router.events.topics()).toEqual([]);
    await expect(ask(router.streamUrl, { headers: { ...SSE, [TOKEN_HEADER]: reserved.text } })).rejects.toThrow(
      'ECONNREFUSED',
    );
    expect(router.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });

  test('lets one client confirm its end, whatever it sends meanwhile', async () => {
    const [client] = await sockets(1);
    const chatter = setInterval(() => client!.send({ type: 'ping' }), 1);
    await router.router.close({ drainMs: 3_000 });
    clearInterval(chatter);
    expect(await client!.closed).toEqual({ code: 1001, reason: 'Going away' });
  });

  test('ends what has not begun yet', async () => {
    const hanging = Promise.withResolvers<void>();
    router.before(() => hanging.promise);
    const followers = TRANSPORTS.flatMap(([, follow]) =>
      Array.from({ length: 10 }, () => follow(router, { headers: signedIn() })),
    );
    await untilCounts(router, [60, 1, 20, 40]);
    const closing = router.router.close({ drainMs: 2_000 });
    await until(() => followers.every((follower) => follower.endedWith() !== undefined));
    hanging.resolve();
    expect(await timed(closing)).toBeLessThan(3_000);
    expect(router.lines.filter(({ level }) => level === 'error')).toEqual([]);
    for (const { stop } of followers) stop();
  });

  test('ends those who come while it goes', async () => {
    const closing = router.router.close({ drainMs: 1_000 });
    const late = await Promise.allSettled([aClient(router.socketUrl), ask(router.url, { headers: SSE })]);
    expect(late.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await closing;
  });
});

describe('Where no events are heard', () => {
  test('a router goes away although the source does not answer', async () => {
    const deaf = await aLiveRouter({ events: { tail: () => new Promise(() => undefined) } });
    const [, follow] = TRANSPORTS[0]!;
    const follower = follow(deaf, { headers: signedIn() });
    await untilCounts(deaf, [1, 0, 1, 0]);
    expect(await timed(deaf.router.close({ drainMs: 500 }))).toBeLessThan(2_000);
    await until(() => follower.endedWith() !== undefined);
  });

  test('who listens only after it has gone is not listened to', async () => {
    const late = Promise.withResolvers<{ close: () => Promise<void> }>();
    let closed = 0;
    const deaf = await aLiveRouter({ events: { tail: () => late.promise } });
    await deaf.router.close({ drainMs: 0 });
    late.resolve({ close: async () => void (closed += 1) });
    await until(() => closed === 3);
  });
});

test('a router whose source cannot be left goes away all the same', async () => {
  const close = () => Promise.reject(new Error('away'));
  const stuck = await aLiveRouter({ events: { tail: async () => ({ close }) } });
  await stuck.router.close({ drainMs: 0 });
  expect(stuck.lines).toContainEqual(expect.objectContaining({ level: 'warn', reason: 'away' }));
});

test('a router that cannot be opened listens to nothing', async () => {
  const { source, topics } = anEventSource();
  await expect(aLiveRouter({ events: source, explorerDirectory: '/nowhere' })).rejects.toThrow('/nowhere');
  expect(topics()).toEqual([]);
});

test('a process ends by itself once its router has closed', async () => {
  const script = fileURLToPath(new URL('closing-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 20_000 });
  expect(stdout.trim()).toBe('followed 4, closed');
});
