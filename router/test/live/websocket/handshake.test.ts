import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { aClient, aReadyClient, isServed, until, type AClient } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';

let door: ADoor;
let bystander: AClient;
beforeAll(async () => {
  door = await aDoor({ isOriginAllowed: (origin) => origin === 'https://shop.example' });
  bystander = await aReadyClient(door.url);
});
afterAll(() => door.close());

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

interface Written {
  readonly line?: string;
  readonly headers?: { readonly [name: string]: string | undefined };
}

/** The whole answer to a request that is written by hand. */
const answerTo = ({ port }: ADoor, { line = 'GET /graphql HTTP/1.1', headers = {} }: Written): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const given: Record<string, string | undefined> = { host: 'localhost', ...UPGRADE, ...headers };
    const lines = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
    socket.write(`${line}\r\n${lines.join('\r\n')}\r\n\r\n`);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.destroy();
      resolve(text);
    });
  });

describe('the subprotocol', () => {
  test.each([
    ['none', []],
    ['the legacy one', ['graphql-ws']],
    ['others', ['soap', 'mqtt']],
  ])('%s: closed with 4406', async (_, protocols) => {
    const client = await aClient(door.url, protocols);

    expect(await client.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
    expect(await isServed(bystander)).toBe(true);
  });

  test('ours is chosen among others', async () => {
    const client = await aClient(door.url, ['graphql-ws', 'graphql-transport-ws']);

    expect(client.socket.protocol).toBe('graphql-transport-ws');
    client.socket.close();
  });

  test('what is said in a wrong one is not heard', async () => {
    const client = await aClient(door.url, 'graphql-ws');
    client.send({ type: 'connection_init' });

    expect(await client.closed).toMatchObject({ code: 4406 });
    expect(client.messages).toEqual([]);
  });
});

describe('a handshake that is none is answered over HTTP', () => {
  test.each<[string, string, Written]>([
    ['another path', '404 Not Found', { line: 'GET /elsewhere HTTP/1.1' }],
    ['POST', '405 Method Not Allowed', { line: 'POST /graphql HTTP/1.1' }],
    ['an old version', '400 Bad Request', { headers: { 'sec-websocket-version': '7' } }],
    ['no key', '400 Bad Request', { headers: { 'sec-websocket-key': undefined } }],
    ['a key that is none', '400 Bad Request', { headers: { 'sec-websocket-key': 'x' } }],
    ['a list of subprotocols that is none', '400 Bad Request', { headers: { 'sec-websocket-protocol': ',,' } }],
    ['a body', '400 Bad Request', { headers: { 'content-length': '5' } }],
    ['a body without an end', '400 Bad Request', { headers: { 'transfer-encoding': 'chunked' } }],
    ['a foreign origin', '403 Forbidden', { headers: { origin: 'https://evil.example' } }],
    ['no origin at all, written out', '403 Forbidden', { headers: { origin: 'null' } }],
  ])('%s: %s', async (_, status, request) => {
    const before = door.refusals.length;
    const answer = await answerTo(door, request);

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`));
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(answer).toMatch(/\r\nx-content-type-options: nosniff\r\n/i);
    expect(answer).toMatch(/\r\n\r\n\{"errors":\[\{"message":".+","extensions":\{"code":"[A-Z_]+"\}\}\]\}$/);
    expect(door.refusals.slice(before)).toEqual([Number.parseInt(status, 10)]);
    expect(await isServed(bystander)).toBe(true);
  });

  test('whoever speaks another version is told ours', async () => {
    const answer = await answerTo(door, { headers: { 'sec-websocket-version': '7' } });

    expect(answer).toMatch(/\r\nsec-websocket-version: 13\r\n/i);
  });

  test('with a code, as at every door', async () => {
    const answer = await answerTo(door, { line: 'GET /elsewhere HTTP/1.1' });

    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({
      errors: [{ message: 'No such page.', extensions: { code: 'NOT_FOUND' } }],
    });
  });

  test('an upgrade to something else is served without one', async () => {
    expect(await answerTo(door, { headers: { upgrade: 'h2c', connection: 'Upgrade, close' } })).toMatch(/served$/);
  });
});

test('both paths of the graph, whatever their search, lead here', async () => {
  for (const path of ['/', '/graphql', '/graphql?token=none', '/?a']) {
    const client = await aClient(`ws://127.0.0.1:${door.port}${path}`);
    client.send({ type: 'connection_init' });
    expect((await client.next()).type).toBe('connection_ack');
    client.socket.close();
  }
});

test('pages of an allowed origin connect, and so does who has none', async () => {
  const client = await aClient(door.url, 'graphql-transport-ws', { origin: 'https://shop.example' });
  client.socket.close();
  expect(await isServed(bystander)).toBe(true);
});

test('messages that come with the handshake are not lost', async () => {
  const socket = connect(door.port, '127.0.0.1');
  const headers = Object.entries({ host: 'localhost', ...UPGRADE }).map(([name, value]) => `${name}: ${value}`);
  const text = Buffer.from('{"type":"connection_init"}');
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]);
  socket.write(Buffer.concat([Buffer.from(`GET / HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`), frame]));
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));

  await until(() => answer.includes('connection_ack'));
  socket.destroy();
});

describe('limits', () => {
  const refusalOf = (url: string): Promise<{ status: number; retryAfter: string | undefined }> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, 'graphql-transport-ws');
      socket.on('unexpected-response', (_, response) => {
        resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'] });
        socket.terminate();
      });
      socket.on('open', () => reject(new Error('opened')));
      socket.on('error', () => undefined);
    });

  test('a full process answers 503 until a socket is free', async () => {
    const full = await aDoor({ limits: { sockets: 2 } });
    const [first] = await Promise.all([aReadyClient(full.url), aReadyClient(full.url)]);

    expect(await refusalOf(full.url)).toEqual({ status: 503, retryAfter: '5' });
    first.socket.close();
    await until(() => full.door.counts().sockets === 1);
    expect(await isServed(await aReadyClient(full.url))).toBe(true);
    expect(full.refusals).toEqual([503]);
    await full.close();
  });

  test('an address with too many that have not said who they are gets 429, others go on', async () => {
    const crowded = await aDoor({
      limits: { initializingPerAddress: 2 },
      clientAddressOf: ({ url }) => (url === '/' ? '10.0.0.1' : '10.0.0.2'),
    });
    const [first] = await Promise.all([aClient(crowded.url), aClient(crowded.url)]);

    expect(await refusalOf(crowded.url)).toEqual({ status: 429, retryAfter: '5' });
    expect(await isServed(await aReadyClient(crowded.url.replace('/graphql', '/')))).toBe(true);

    first.send({ type: 'connection_init' });
    await first.next();
    const third = await aClient(crowded.url);
    expect(await refusalOf(crowded.url)).toMatchObject({ status: 429 });
    third.socket.terminate();
    await until(() => crowded.door.counts().initializing === 1);
    await aReadyClient(crowded.url);
    await crowded.close();
    expect(crowded.door.counts()).toEqual({ sockets: 0, initializing: 0, subscriptions: 0, sent: 0 });
  });

  test('all addresses of a network in IPv6 are one', async () => {
    let host = 0;
    const crowded = await aDoor({
      limits: { initializingPerAddress: 1 },
      clientAddressOf: () => `2001:db8::${(host += 1)}`,
    });
    await aClient(crowded.url);

    expect(await refusalOf(crowded.url)).toMatchObject({ status: 429 });
    await crowded.close();
  });
});
