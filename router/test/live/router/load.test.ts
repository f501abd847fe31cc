import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, JSON_BODY, MULTIPART, SSE, TOKEN_HEADER } from '../http/a-stream-server.ts';
import { type aClient, aReadyClient, isServed, until } from '../websocket/a-client.ts';
import { aLiveRouter, liveCounts, type ALiveRouter } from './a-live-router.ts';
import { FOLLOWERS } from './followers.ts';
import { signedIn, streamOf } from './requests.ts';
import { untilCounts } from './until-counts.ts';

const followed = (id: string) => ({
  query: 'subscription ($id: ID!) { orderUpdated(id: $id) { id status } }',
  variables: { id },
});

let router: ALiveRouter;
beforeEach(async () => {
  router = await aLiveRouter({
    sockets: { messagesPerSecond: 100_000, initTimeoutMs: 60_000, initializingPerAddress: 3_000 },
    subscriptions: { perClient: 5_000 },
  });
  for (let n = 0; n < 100; n += 1)
    router.shop.orders.set(`ord_${n}`, {
      id: `ord_${n}`,
      buyerId: 'usr_1',
      shopId: 'shop_1',
      version: 1,
      status: 'PLACED',
    });
});
afterEach(() => router.close());

const CYCLES = 2_000;
const AT_ONCE = 50;
/** Runs something many times, a few at the same time. */
const again = async (run: (n: number) => Promise<void>): Promise<void> => {
  for (let n = 0; n < CYCLES; n += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => run((n + k) % 100)));
};
const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;

describe(`${CYCLES} who came and left leave nothing`, () => {
  test('over one socket', async () => {
    const client = await aReadyClient(router.socketUrl, signedIn());
    const told = new Map<string, () => void>();
    client.socket.on('message', (text: Buffer) => told.get((JSON.parse(text.toString()) as { id: string }).id)?.());
    const before = timers();
    let id = 0;
    await again(async (n) => {
      const own = `${(id += 1)}`;
      client.subscribe(own, followed(`ord_${n}`));
      if (id % 2 === 0) await new Promise<void>((resolve) => told.set(own, resolve));
      client.send({ id: own, type: 'complete' });
    });
    await untilCounts(router, [0, 0, 1, 0]);
    expect(timers() - before).toBeLessThan(10);
    client.socket.close();
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test('over a socket each, left without a word', async () => {
    await again(async (n) => {
      const client = await aReadyClient(router.socketUrl, signedIn());
      client.subscribe('1', followed(`ord_${n}`));
      if (n % 2 === 0) await client.next();
      client.socket.terminate();
    });
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test.each([
    ['server-sent events', SSE],
    ['multipart', MULTIPART],
  ])('over %s', async (_, accept) => {
    await again(async (n) => {
      const stream = await streamOf(router, followed(`ord_${n}`), { accept });
      if (n % 2 === 0) await stream.until('PLACED');
      stream.leave();
    });
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test('over one event stream for all', async () => {
    const headers = signedIn();
    const reserved = await (await ask(router.streamUrl, { method: 'PUT', headers })).over();
    const token = { [TOKEN_HEADER]: reserved.text, ...headers };
    const stream = await ask(router.streamUrl, { headers: { ...SSE, ...token } });
    let id = 0;
    await again(async (n) => {
      const operationId = `${(id += 1)}`;
      const body = { ...followed(`ord_${n}`), extensions: { operationId } };
      await (await ask(router.streamUrl, { method: 'POST', headers: { ...JSON_BODY, ...token }, body })).over();
      await (await ask(`${router.streamUrl}?operationId=${operationId}`, { method: 'DELETE', headers: token })).over();
    });
    await untilCounts(router, [0, 0, 0, 1]);
    stream.leave();
    await untilCounts(router, [0, 0, 0, 0]);
  });
});

test('5,000 events of 50 orders at once: every client ends with the last state of each', async () => {
  const ids = Array.from({ length: 50 }, (_, n) => `ord_${n}`);
  const socket = await aReadyClient(router.socketUrl, signedIn());
  const others = ids.map((id) => FOLLOWERS['graphql-ws']!(router, { ...followed(id), headers: signedIn() }));
  const last = new Map<string, string>();
  socket.socket.on('message', (text: Buffer) => {
    const { id, payload } = JSON.parse(text.toString()) as {
      id: string;
      payload: { data: { orderUpdated: { status: string } } };
    };
    last.set(id, payload.data.orderUpdated.status);
  });
  for (const id of ids) socket.subscribe(id, followed(id));
  const streams = await Promise.all(
    ids.slice(0, 20).flatMap((id) => [SSE, MULTIPART].map((accept) => streamOf(router, followed(id), { accept }))),
  );
  await until(() => last.size === 50 && others.every((one) => one.status() === 'PLACED'));

  const asked = router.asked();
  for (let n = 1; n <= 100; n += 1) for (const id of ids) router.move(id, `STATE_${n}`);
  await until(() => [...last.values()].every((status) => status === 'STATE_100'));
  await until(() => others.every((one) => one.status() === 'STATE_100'));
  await Promise.all(streams.map((stream) => stream.until('STATE_100')));
  // Many events, but few states: what changes while it is read is read once more.
  expect(router.asked() - asked).toBeLessThanOrEqual(2 * 50);
  for (const { stop } of others) stop();
  for (const stream of streams) stream.leave();
  socket.socket.close();
  await untilCounts(router, [0, 0, 0, 0]);
});

describe('Clients that mean no good', () => {
  test('10,000 subscriptions at once cost one read each that may be, and a socket has its limit', async () => {
    const client = await aReadyClient(router.socketUrl, signedIn());
    for (let n = 0; n < 10_000; n += 1) client.subscribe(`${n}`, followed('ord_1'));
    await until(() => client.messages.length === 10_000, 15_000);
    const types = Map.groupBy(client.messages, ({ type }) => type);
    expect([types.get('next')?.length, types.get('error')?.length]).toEqual([100, 9_900]);
    expect(types.get('error')?.[0]?.payload[0].extensions.code).toBe('SUBSCRIPTION_LIMIT_EXCEEDED');
    expect(router.asked()).toBeLessThan(5);
    client.socket.close();
  });

  test('10,000 messages at once are too many for the usual limits', async () => {
    const usual = await aLiveRouter();
    const other = await aReadyClient(usual.socketUrl);
    const client = await aReadyClient(usual.socketUrl, signedIn());
    for (let n = 0; n < 10_000; n += 1) client.subscribe(`${n}`, followed('ord_1'));
    expect(await client.closed).toEqual({ code: 4429, reason: 'Too many messages' });
    expect([await isServed(other), usual.asked() < 5]).toEqual([true, true]);
    other.socket.close();
    await untilCounts(usual, [0, 0, 0, 0]);
    await usual.close();
  });

  test('1,000 that never read and 1,000 that never say who they are delay nobody', async () => {
    const raw = (said: string) => {
      const socket = connect(router.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(said);
      socket.pause();
      return socket;
    };
    const upgrade =
      'GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n';
    const silent = Array.from({ length: 1_000 }, () => raw(upgrade));
    const deaf = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const client = await aReadyClient(router.socketUrl, signedIn());
        client.subscribe('1', BIG);
        client.connection.pause();
        return client;
      }),
    );
    const clients = await Promise.all(Array.from({ length: 5 }, () => aReadyClient(router.socketUrl, signedIn())));
    for (const client of clients) client.subscribe('1', BIG);
    const told = clients.map((client) => seen(client));
    await until(() => told.every((statuses) => statuses.size === 1));
    let slowest = 0;
    for (let n = 1; n <= 200; n += 1) {
      router.move('ord_1', `STATE_${n}`);
      const began = performance.now();
      await until(() => told.every((statuses) => statuses.has(`STATE_${n}`)));
      slowest = Math.max(slowest, performance.now() - began);
    }
    expect(slowest).toBeLessThan(2_000);
    expect(await liveCounts(router)).toEqual([1_005, 1, 2_005, 0]);
    for (const socket of silent) socket.destroy();
    for (const { socket } of [...deaf, ...clients]) socket.terminate();
    await untilCounts(router, [0, 0, 0, 0]);
  }, 60_000);
});

const BIG = {
  query: `subscription { orderUpdated(id: "ord_1") { status ${Array.from({ length: 14 }, (_, n) => `s${n}: seenBy`).join(' ')} } }`,
};
const seen = (client: Awaited<ReturnType<typeof aClient>>): Set<string> => {
  const statuses = new Set<string>();
  client.socket.on('message', (text: Buffer) => {
    const message = JSON.parse(text.toString()) as { payload: { data: { orderUpdated: { status: string } } } };
    statuses.add(message.payload.data.orderUpdated.status);
  });
  return statuses;
};
