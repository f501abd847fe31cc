import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aReadyClient, isServed, until, type AClient } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';
import { aLiveGraph } from './a-live-graph.ts';

let door: ADoor;
let bystander: AClient;
beforeAll(async () => {
  door = await aDoor();
  bystander = await aReadyClient(door.url);
});
afterAll(() => door.close());

const deep = (levels: number) => `{"type":"ping","payload":{"7":1,"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
const subscribe = { type: 'subscribe', payload: { query: '{ a }' } };

/** A client of RFC 6455 that obeys no closing frame. */
const aStubbornClient = async (port: number): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(
    [
      'GET / HTTP/1.1',
      'host: localhost',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol: graphql-transport-ws',
      '\r\n',
    ].join('\r\n'),
  );
  await once(socket, 'data');
  socket.resume();
  return socket;
};

describe('a message that is none closes its socket with 4400, and only that', () => {
  test.each<[string, unknown, string]>([
    ['a binary frame', Buffer.from('{"type":"ping"}'), 'A message is text, not binary'],
    ['no JSON', '{"type":', 'A message is JSON'],
    ['nothing', '', 'A message is JSON'],
    ['null', 'null', 'A message is a JSON object'],
    ['a list', '[{"type":"ping"}]', 'A message is a JSON object'],
    ['a string', '"ping"', 'A message is a JSON object'],
    ['no type', {}, 'type is a string'],
    ['a type that is no string', { type: 7 }, 'type is a string'],
    ['an unknown type', { type: 'start' }, 'A client sends no message of type start'],
    ['a name that every object has', { type: 'constructor' }, 'A client sends no message of type constructor'],
    ['a message of servers', { type: 'connection_ack' }, 'A client sends no message of type connection_ack'],
    ['a next', { type: 'next', id: '1', payload: {} }, 'A client sends no message of type next'],
    ['connection_init with text', { type: 'connection_init', payload: 'x' }, 'payload of connection_init is an object'],
    ['ping with a list', { type: 'ping', payload: [] }, 'payload of ping is an object'],
    ['pong with a number', { type: 'pong', payload: 1 }, 'payload of pong is an object'],
    ['a payload nested 20,000 deep', deep(20_000), 'payload of ping is nested too deeply'],
    ['subscribe without an id', subscribe, 'id of subscribe is a string'],
    ['subscribe with a number as id', { ...subscribe, id: 1 }, 'id of subscribe is a string'],
    ['subscribe with an empty id', { ...subscribe, id: '' }, 'id of subscribe is not empty'],
    ['subscribe with a long id', { ...subscribe, id: 'x'.repeat(257) }, 'id of subscribe has at most 256 characters'],
    ['subscribe without payload', { type: 'subscribe', id: '1' }, 'payload of subscribe is an object'],
    ['subscribe with a list', { type: 'subscribe', id: '1', payload: [] }, 'payload of subscribe is an object'],
    ['complete without an id', { type: 'complete' }, 'id of complete is a string'],
    ['complete with null', { type: 'complete', id: null }, 'id of complete is a string'],
  ])('%s', async (_, message, reason) => {
    const client = await aReadyClient(door.url);

    client.send(message);

    expect(await client.closed).toEqual({ code: 4400, reason });
    expect(door.live.all).toEqual([]);
    expect(await isServed(bystander)).toBe(true);
  });

  test('what is told of it is cut between characters to what a closing frame holds', async () => {
    const client = await aReadyClient(door.url);

    client.send({ type: '√'.repeat(300) });

    const { code, reason } = await client.closed;
    expect(code).toBe(4400);
    expect(reason).toMatch(/^A client sends no message of type √+$/);
    expect(Buffer.byteLength(reason)).toBeGreaterThan(120);
  });

  test('what comes after it in the same packet is not looked at', async () => {
    const client = await aReadyClient(door.url);

    client.connection.cork();
    client.send({ type: 'start' });
    client.subscribe('1');
    client.connection.uncork();

    expect(await client.closed).toMatchObject({ code: 4400 });
    expect(door.live.all).toEqual([]);
  });
});

describe('a frame that is none closes its socket as RFC 6455 says, and only that', () => {
  test('over the limit: 1009', async () => {
    const client = await aReadyClient(door.url);

    client.send({ type: 'ping', payload: { a: 'x'.repeat(100_001) } });

    expect(await client.closed).toMatchObject({ code: 1009 });
    expect(await isServed(bystander)).toBe(true);
  });

  test('in pieces that are over the limit together: 1009', async () => {
    const client = await aReadyClient(door.url);

    for (let piece = 0; piece < 5; piece += 1) client.socket.send('x'.repeat(30_000), { fin: false });

    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  test('in very many pieces: 1008', async () => {
    const client = await aReadyClient(door.url);

    for (let piece = 0; piece < 200; piece += 1) client.socket.send('x', { fin: false });

    expect(await client.closed).toMatchObject({ code: 1008 });
  });

  test('no UTF-8: 1007', async () => {
    const client = await aReadyClient(door.url);

    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });

    expect(await client.closed).toMatchObject({ code: 1007 });
    expect(await isServed(bystander)).toBe(true);
  });

  test.each([
    ['unmasked', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    ['compressed', Buffer.from([0xc1, 0x80, 0, 0, 0, 0])],
    ['of an unknown kind', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
  ])('%s: 1002', async (_, frame) => {
    const client = await aReadyClient(door.url);

    client.connection.write(frame);

    expect(await client.closed).toMatchObject({ code: 1002 });
    expect(await isServed(bystander)).toBe(true);
    expect(door.lines).toContainEqual(expect.objectContaining({ level: 'debug', message: 'websocket failed' }));
  });

  test('its subscriptions end at once, even when its client does not confirm that it is closed', async () => {
    const client = await aReadyClient(door.url);
    client.subscribe('1');
    await until(() => door.live.open().length === 1);

    client.connection.pause();
    client.connection.write(Buffer.from([0xff, 0xff]));

    await until(() => door.live.open().length === 0, 1_000);
    client.connection.destroy();
    door.live.all.length = 0;
  });

  test('a connection that is reset takes its subscriptions along', async () => {
    const client = await aReadyClient(door.url);
    client.subscribe('1');
    while (door.live.all.length === 0) await isServed(bystander);

    client.connection.resetAndDestroy();

    while (door.live.open().length > 0) await isServed(bystander);
    expect(door.door.counts()).toMatchObject({ subscriptions: 0 });
    door.live.all.length = 0;
  });
});

describe('who talks too much', () => {
  test('is closed with 4429, whatever the frames hold', async () => {
    const crowd = await aDoor({ limits: { messagesPerSecond: 10, closeTimeoutMs: 300 } });
    const other = await aReadyClient(crowd.url);
    for (const say of [
      (client: AClient) => client.send({ type: 'pong' }),
      (client: AClient) => client.socket.ping(),
      (client: AClient) => client.socket.pong(),
    ]) {
      const client = await aReadyClient(crowd.url);
      for (let frame = 0; frame < 60; frame += 1) say(client);
      await client.closed;
    }

    await until(() => crowd.closeCodes.length === 3);
    expect(crowd.closeCodes).toEqual([4429, 4429, 4429]);
    expect(await isServed(other)).toBe(true);
    await crowd.close();
  });

  test('is not read any more when it goes on after that', async () => {
    const crowd = await aDoor({ limits: { messagesPerSecond: 10, closeTimeoutMs: 500 } });
    const client = await aStubbornClient(crowd.port);
    const frame = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
    const flood = Buffer.concat(Array.from({ length: 10_000 }, () => frame));
    while (!client.destroyed) {
      if (client.writableLength < 1_000_000) client.write(flood);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }

    await until(() => crowd.closeCodes.length === 1);
    expect(crowd.closeCodes).toEqual([4429]);
    expect(crowd.connections[0]!.bytesRead).toBeLessThan(500_000);
    await crowd.close();
  });

  test('a fault of ours closes with 4500, is logged, and tells nobody its cause', async () => {
    const broken = await aDoor({
      live: aLiveGraph(() => {
        throw new Error('secret');
      }),
    });
    const client = await aReadyClient(broken.url);

    client.subscribe('1');

    expect(await client.closed).toEqual({ code: 4500, reason: 'Internal server error' });
    expect(broken.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect(broken.door.counts()).toMatchObject({ subscriptions: 0 });
    await broken.close();
  });
});
