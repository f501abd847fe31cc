import { anonymous } from '@stoa/kernel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANYBODY, type Identified, type ShownHeaders } from '../../../src/front/identify.ts';
import { Refusal, unavailable } from '../../../src/refusal.ts';
import { aClient, aReadyClient, isServed, until, type AClient } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';

const refusal = (status: number, message = 'no') => new Refusal({ status, code: 'X', message });

describe('connection_init', () => {
  let door: ADoor;
  let bystander: AClient;
  beforeAll(async () => {
    door = await aDoor({ limits: { initTimeoutMs: 300 } });
    bystander = await aReadyClient(door.url);
  });
  afterAll(() => door.close());

  test('is acknowledged, with or without a payload', async () => {
    for (const payload of [undefined, null, {}, { any: ['thing'] }]) {
      const client = await aReadyClient(door.url, payload);
      client.socket.close();
    }
  });

  test('that does not come in time closes with 4408', async () => {
    const began = Date.now();
    const client = await aClient(door.url);
    client.send({ type: 'ping' });

    expect(await client.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    expect(Date.now() - began).toBeGreaterThanOrEqual(250);
    expect(await isServed(bystander)).toBe(true);
  });

  test('in time is not timed out later', async () => {
    const client = await aReadyClient(door.url);
    await new Promise((resolve) => setTimeout(resolve, 900));

    expect(await isServed(client)).toBe(true);
    client.socket.close();
  });

  test('that comes twice closes with 4429', async () => {
    const client = await aReadyClient(door.url);

    client.send({ type: 'connection_init' });

    expect(await client.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
    expect(await isServed(bystander)).toBe(true);
  });

  test('is what subscribe has to wait for: 4401', async () => {
    const client = await aClient(door.url);

    client.subscribe('1');

    expect(await client.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(door.live.all).toEqual([]);
  });

  test('is not what pings have to wait for, and a complete before it means nothing', async () => {
    const client = await aClient(door.url);

    client.send({ type: 'complete', id: '1' });
    client.send({ type: 'ping' });

    expect(await client.next()).toEqual({ type: 'pong' });
    client.socket.close();
  });
});

describe('who sent it', () => {
  test('is told by its payload before the headers of the upgrade', async () => {
    const shown: ShownHeaders[] = [];
    const door = await aDoor({
      identify: (headers) => {
        shown.push(headers);
        return ANYBODY;
      },
    });
    const client = await aClient(door.url, 'graphql-transport-ws', {
      headers: { authorization: 'Bearer old', 'user-agent': 'shop' },
    });
    client.send({
      type: 'connection_init',
      payload: { Authorization: 'Bearer new', headers: { 'X-Cart-Token': 'c' } },
    });
    await client.next();

    expect(shown).toHaveLength(1);
    expect(shown[0]!.headers).toMatchObject({ authorization: 'Bearer new', 'x-cart-token': 'c', 'user-agent': 'shop' });
    await door.close();
  });

  test('is who subscribes', async () => {
    const who: Identified = { ...ANYBODY, caller: { ...anonymous, guest: 'a guest' } };
    const door = await aDoor({ identify: () => who, clientAddressOf: () => '10.9.8.7' });
    const client = await aReadyClient(door.url);

    client.subscribe('1');
    await until(() => door.live.all.length === 1);

    expect(door.live.all[0]!.request).toMatchObject({ who, clientAddress: '10.9.8.7' });
    await door.close();
  });

  const later = (error: Error) => () => Promise.reject(error);
  const atOnce = (error: Error) => () => {
    throw error;
  };
  test.each<[string, Error, number, string]>([
    ['a forged or expired token', refusal(401), 4403, 'Forbidden'],
    ['no right', refusal(403), 4403, 'Forbidden'],
    ['a header twice', refusal(400, 'x may be given once'), 4400, 'x may be given once'],
    ['too often', refusal(429), 4429, 'Too many initialisation requests'],
    ['no keys to be had', unavailable(503, 'no keys'), 1013, 'Try again later'],
    ['a refusal of ours', refusal(500), 4500, 'Internal server error'],
    ['a surprise', new Error('secret'), 4500, 'Internal server error'],
  ])('%s: refused, at once and later', async (_, error, code, reason) => {
    for (const identify of [atOnce(error), later(error)]) {
      const door = await aDoor({ identify });
      const client = await aClient(door.url);
      client.send({ type: 'connection_init' });
      client.subscribe('1');

      expect(await client.closed).toEqual({ code, reason });
      expect(door.live.all).toEqual([]);
      expect(door.door.counts().initializing).toBe(0);
      expect(door.lines.filter(({ level }) => level === 'error')).toHaveLength(error instanceof Refusal ? 0 : 1);
      await door.close();
    }
  });

  test('what cannot be headers closes with 4400', async () => {
    const door = await aDoor();
    const client = await aClient(door.url);
    client.send({ type: 'connection_init', payload: { authorization: 7 } });

    expect(await client.closed).toEqual({ code: 4400, reason: 'authorization is a string' });
    await door.close();
  });
});

describe('while it is being found out who sent it', () => {
  const aSlowDoor = async (limits = {}) => {
    const answers: { resolve: (who: Identified) => void; reject: (error: Error) => void }[] = [];
    const identify = () => new Promise<Identified>((resolve, reject) => answers.push({ resolve, reject }));
    return { ...(await aDoor({ identify, limits })), answers };
  };

  test('messages wait, in their order', async () => {
    const door = await aSlowDoor();
    const client = await aClient(door.url);
    client.send({ type: 'connection_init' });
    client.send({ type: 'ping', payload: { n: 1 } });
    client.subscribe('a');
    client.send({ type: 'complete', id: 'a' });
    client.subscribe('b');
    await until(() => door.answers.length === 1);
    client.send({ type: 'ping', payload: { n: 2 } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.messages).toEqual([]);

    door.answers[0]!.resolve(ANYBODY);

    expect(await client.next()).toEqual({ type: 'connection_ack' });
    expect(await client.next()).toEqual({ type: 'pong', payload: { n: 1 } });
    expect(await client.next()).toEqual({ type: 'pong', payload: { n: 2 } });
    expect(door.live.all.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    await door.close();
  });

  test('a second one still closes with 4429, and what follows it is not looked at', async () => {
    const door = await aSlowDoor();
    const client = await aClient(door.url);
    client.connection.cork();
    client.send({ type: 'connection_init' });
    client.send({ type: 'connection_init' });
    client.subscribe('1');
    client.connection.uncork();
    await until(() => door.answers.length === 1);
    door.answers[0]!.resolve(ANYBODY);

    expect(await client.closed).toMatchObject({ code: 4429 });
    expect(door.live.all).toEqual([]);
    await door.close();
  });

  test('the client is not read, so that nothing piles up', async () => {
    const door = await aSlowDoor();
    const client = await aClient(door.url);
    client.send({ type: 'connection_init' });
    await until(() => door.answers.length === 1);

    // 20 MB are more than what the kernels keep of one connection.
    for (let sent = 0; sent < 200; sent += 1) client.send({ type: 'ping', payload: { a: 'x'.repeat(99_000) } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.socket.bufferedAmount).toBeGreaterThan(1_000_000);

    door.answers[0]!.resolve(ANYBODY);
    await until(() => client.messages.length === 201);
    await door.close();
  });

  test('a client that leaves is forgotten, whatever comes of it', async () => {
    const door = await aSlowDoor();
    const clients = await Promise.all([aClient(door.url), aClient(door.url)]);
    for (const client of clients) client.send({ type: 'connection_init' });
    await until(() => door.answers.length === 2);
    await door.door.drain(30);

    door.answers[0]!.resolve(ANYBODY);
    door.answers[1]!.reject(new Error('late'));
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(door.door.counts()).toEqual({ sockets: 0, initializing: 0, subscriptions: 0, sent: 0 });
    await door.close();
  });

  test('nobody is taken for gone', async () => {
    const door = await aSlowDoor({ heartbeatMs: 200 });
    const client = await aClient(door.url);
    client.send({ type: 'connection_init' });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    door.answers[0]!.resolve(ANYBODY);

    expect(await client.next()).toEqual({ type: 'connection_ack' });
    await door.close();
  });

  test('when it never is, the socket is closed with 1013', async () => {
    const door = await aSlowDoor({ identifyTimeoutMs: 200 });
    const client = await aClient(door.url);
    client.send({ type: 'connection_init' });

    expect(await client.closed).toEqual({ code: 1013, reason: 'Try again later' });
    expect(door.door.counts().initializing).toBe(0);
    await door.close();
  });
});

describe('a token', () => {
  test('that expires closes its socket with 4403 within a second, and ends what it followed', async () => {
    const expiresAt = Date.now() + 700;
    let isExpiring = false;
    const door = await aDoor({ identify: () => (isExpiring ? { ...ANYBODY, expiresAt } : ANYBODY) });
    const lasting = await aReadyClient(door.url);
    isExpiring = true;
    const client = await aReadyClient(door.url);
    client.subscribe('1');
    await until(() => door.live.open().length === 1);

    expect(await client.closed).toEqual({ code: 4403, reason: 'Token expired' });
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt - 100);
    expect(Date.now()).toBeLessThan(expiresAt + 1_000);
    expect(door.live.open()).toEqual([]);
    expect(await isServed(lasting)).toBe(true);
    await door.close();
  });

  test('that holds for very long does not', async () => {
    const door = await aDoor({ identify: () => ({ ...ANYBODY, expiresAt: Date.now() + 1e15 }) });
    const client = await aReadyClient(door.url);
    await new Promise((resolve) => setTimeout(resolve, 900));

    expect(await isServed(client)).toBe(true);
    await door.close();
  });
});
