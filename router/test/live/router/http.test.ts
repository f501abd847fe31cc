import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, JSON_BODY, MULTIPART, Reading, SSE } from '../http/a-stream-server.ts';
import { aClient, until } from '../websocket/a-client.ts';
import { aLiveRouter, type ALiveRouter } from './a-live-router.ts';
import { signedIn, streamOf } from './requests.ts';
import { untilCounts } from './until-counts.ts';

const SHOP = 'https://shop.example';
const ORDER = { query: 'subscription { orderUpdated(id: "ord_1") { id version } }' };
const UNKNOWN = { query: 'subscription { orderUpdated(id: "none") { id } }' };

let router: ALiveRouter;
beforeAll(async () => void (router = await aLiveRouter({ origins: [SHOP] })));
afterAll(() => router.close());

const asking = (body: object, headers: object = {}) =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\n${Object.entries({
    ...SSE,
    ...JSON_BODY,
    ...signedIn(),
    'content-length': JSON.stringify(body).length,
    ...headers,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${JSON.stringify(body)}`;

describe('Pages of other origins', () => {
  test.each([
    ['a WebSocket', SHOP, true],
    ['a WebSocket', 'https://evil.example', false],
    ['a WebSocket', 'null', false],
  ])('over %s from %s: %s', async (_, origin, isTaken) => {
    const opening = aClient(router.socketUrl, 'graphql-transport-ws', { origin });
    if (isTaken) (await opening).socket.close();
    else await expect(opening).rejects.toThrow('403');
  });

  test("the router's own pages open WebSockets as they ask everything else", async () => {
    const own = await aClient(router.socketUrl, 'graphql-transport-ws', { origin: router.origin });
    own.socket.close();
  });

  test.each([
    ['sse', SSE],
    ['multipart', MULTIPART],
  ])('streams by %s name those that may read them, and nobody else', async (_, accept) => {
    const [allowed, foreign] = await Promise.all(
      [SHOP, 'https://evil.example'].map((origin) =>
        streamOf(router, ORDER, { accept, headers: { ...signedIn(), origin } }),
      ),
    );
    expect(allowed!.headers).toMatchObject({
      'access-control-allow-origin': SHOP,
      vary: 'accept, origin',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('no-store'),
      'x-request-id': expect.any(String),
    });
    expect(foreign!.headers['access-control-allow-origin']).toBeUndefined();
    for (const reading of [allowed!, foreign!]) {
      expect(reading.headers['x-powered-by'] ?? reading.headers['set-cookie']).toBeUndefined();
      reading.leave();
    }
  });

  test.each(['/graphql', '/graphql/stream'])('ask %s first', async (path) => {
    const preflight = (origin: string) =>
      fetch(`${router.origin}${path}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'last-event-id, x-order-token, x-graphql-event-stream-token',
        },
      });
    const [allowed, foreign] = await Promise.all([preflight(SHOP), preflight('https://evil.example')]);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('last-event-id');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('Methods', () => {
  test.each([
    ['HEAD', '/graphql', 405],
    ['PUT', '/graphql', 405],
    ['OPTIONS', '/graphql', 405],
    ['HEAD', '/graphql/stream', 405],
    ['PATCH', '/graphql/stream', 405],
    ['OPTIONS', '/graphql/stream', 405],
    ['DELETE', '/graphql/stream', 404],
    ['GET', '/graphql/stream', 400],
  ])('%s %s of a stream is %i', async (method, path, status) => {
    const reading = await ask(`${router.origin}${path}`, { method, headers: SSE });
    expect(reading.status).toBe(status);
    if (status === 405) expect(reading.headers.allow).toContain('GET, POST');
    await reading.over();
  });

  test('GET of the shared stream without a token or a wish for events is none', async () => {
    const reading = await (await ask(router.streamUrl)).over();
    expect([reading.status, reading.code]).toEqual([406, 'NOT_ACCEPTABLE']);
  });
});

describe('A connection', () => {
  test('serves the next request after a stream that ended', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const next = (body: object, accept: object) =>
      new Promise<Reading>((resolve, reject) => {
        const headers = { ...accept, ...JSON_BODY, ...signedIn() };
        const asks = request(router.url, { method: 'POST', agent, headers }, (incoming) =>
          resolve(new Reading(incoming)),
        );
        asks.on('error', reject).end(JSON.stringify(body));
      });
    const stream = await (await next(UNKNOWN, SSE)).over();
    const { socket } = stream.incoming;
    const query = await (await next({ query: '{ whoAsks }' }, {})).over();
    expect([query.text, query.incoming.socket === socket]).toEqual(['{"data":{"whoAsks":"usr_1"}}\n'.trim(), true]);
    agent.destroy();
  });

  test('carries streams and answers that were asked for one after another, and lets go of all when it is cut', async () => {
    const socket = connect(router.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(socket, 'connect');
    socket.write(
      asking(UNKNOWN) +
        asking({ query: '{ whoAsks }' }, { accept: 'application/json' }) +
        asking(ORDER) +
        asking(ORDER),
    );
    await until(() => text.includes('"version":1'));
    expect(text.indexOf('NOT_FOUND')).toBeLessThan(text.indexOf('whoAsks'));
    await untilCounts(router, [2, 1, 0, 2]);
    socket.destroy();
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test('that sends more before its socket is opened is heard all the same', async () => {
    const socket = connect(router.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    const frame = Buffer.from('{"type":"ping"}');
    const masked = Buffer.concat([Buffer.from([0x81, 0x80 | frame.length, 0, 0, 0, 0]), frame]);
    socket.write(
      Buffer.concat([
        Buffer.from(
          'GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
            'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n',
        ),
        masked,
      ]),
    );
    await until(() => text.includes('{"type":"pong"}'));
    socket.destroy();
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test('that wants another protocol is answered over HTTP', async () => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
    const reading = await ask(router.url, {
      method: 'POST',
      headers: { ...headers, ...JSON_BODY },
      body: { query: '{ whoAsks }' },
    });
    await reading.over();
    expect(reading.status).toBe(200);
  });
});
