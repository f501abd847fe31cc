import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { httpTransport } from '../../../src/transport/http-transport.ts';
import { aText, failure, silent } from '../../transport/a-fetch.ts';
import { aSocketServer as aRawServer, listen, transportTo } from '../../transport/a-server.ts';
import { acknowledging, aSocketServer, subscribed } from './a-socket-server.ts';
import { QUICK } from './a-stream-graph.ts';

const failed = (code: string) => failure(code).errors;
const refused = (code: string) => [{ message: expect.any(String) as unknown, extensions: { code } }];

const upgraded = (request: string): string => {
  const [, key = ''] = /^sec-websocket-key: (.*)\r$/im.exec(request) ?? [];
  // RFC 6455 §1.3
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`;
};
const textFrame = (text: string): Buffer => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);

describe('a subscription over graphql-transport-ws', () => {
  test('carries the query, its variables and what is forwarded there, and the events back', async () => {
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => {
        socket.next(id, { data: { a: 1 } });
        socket.next(id, { data: { a: null }, errors: [{ message: 'No.', path: ['a'] }] });
        socket.send({ type: 'complete', id });
      }),
    );
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headersFor = () => ({
      authorization: 'Bearer 1',
      cookie: 'a=1',
      'Sec-WebSocket-Key': 'forged',
      'sec-websocket-protocol': 'forged',
      connection: 'close',
      'x-request-id': 'forged',
    });
    const { events, end, ends } = subscribed(
      server.url,
      {},
      {
        query: aText('subscription($n: Int) { a(n: $n) }', 'subscription'),
        variables: { n: 1 },
        request: { headersFor, traceparent },
      },
    );
    expect(await end).toBeUndefined();
    expect(events).toEqual([{ data: { a: 1 } }, { data: { a: null }, errors: [{ message: 'No.', path: ['a'] }] }]);
    const [connection] = server.connections;
    expect(connection?.request.url).toBe('/graphql');
    expect(connection?.request.headers).toMatchObject({
      authorization: 'Bearer 1',
      cookie: 'a=1',
      'x-request-id': 'request-1',
      traceparent,
      'sec-websocket-protocol': 'graphql-transport-ws',
    });
    expect(connection?.request.headers['sec-websocket-extensions']).toBeUndefined();
    expect(connection?.messages).toEqual([
      { type: 'connection_init', payload: { authorization: 'Bearer 1', cookie: 'a=1' } },
      {
        id: expect.any(String) as unknown,
        type: 'subscribe',
        payload: { query: 'subscription($n: Int) { a(n: $n) }', variables: { n: 1 } },
      },
    ]);
    await server.untilAllClosed();
    expect([server.connections.length, ends()]).toEqual([1, 1]);
  });

  test('says nothing at its beginning when nothing is forwarded', async () => {
    const server = await aSocketServer(acknowledging(({ id }, socket) => socket.send({ type: 'complete', id })));
    await subscribed(server.url).end;
    expect(server.connections[0]?.messages[0]).toEqual({ type: 'connection_init' });
  });

  test.each(['/', '/streams?all=1', '/streams#part'])(
    'goes to the address that is configured for it: %s',
    async (path) => {
      const server = await aSocketServer(acknowledging(({ id }, socket) => socket.send({ type: 'complete', id })));
      await subscribed('http://127.0.0.1:1/graphql', { subscriptionUrl: server.url.replace('http', 'ws') + path }).end;
      expect(server.connections[0]?.request.url).toBe(path.split('#')[0]);
    },
  );

  test("is not there for Stoa's own subgraphs, which have no word for the caller on a socket", () => {
    expect(transportTo('http://127.0.0.1:1', { key: 'key' }).subscribe).toBeUndefined();
  });

  test('closes the socket with the subscription', async () => {
    const began = Promise.withResolvers<void>();
    const server = await aSocketServer(acknowledging(() => began.resolve()));
    const { subscription, ends } = subscribed(server.url);
    await began.promise;
    subscription.close();
    subscription.close();
    await server.untilAllClosed();
    expect(server.connections[0]?.messages.map(({ type }) => type)).toEqual([
      'connection_init',
      'subscribe',
      'complete',
    ]);
    expect([server.connections.length, ends()]).toEqual([1, 0]);
  });

  test('that is closed while it connects leaves nothing behind', async () => {
    const asked = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const url = await aRawServer((socket) => socket.once('data', asked.resolve).once('close', gone.resolve));
    const { subscription, ends } = subscribed(url, { subscriptionTiming: { ...QUICK, acknowledgeMs: 60_000 } });
    await asked.promise;
    subscription.close();
    await gone.promise;
    await delay(30);
    expect(ends()).toBe(0);
  });

  test('that is closed before the subgraph has acknowledged it leaves nothing behind', async () => {
    const began = Promise.withResolvers<void>();
    const server = await aSocketServer(() => began.resolve());
    const { subscription, ends } = subscribed(server.url, { subscriptionTiming: { ...QUICK, acknowledgeMs: 60_000 } });
    await began.promise;
    subscription.close();
    await server.untilAllClosed();
    expect([server.connections.length, ends()]).toEqual([1, 0]);
  });

  test('is cut when the subgraph does not close', async () => {
    const began = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const url = await aRawServer((socket) => {
      socket.once('close', gone.resolve);
      const answers: ((request: string) => string | Buffer | undefined)[] = [
        upgraded,
        () => textFrame('{"type":"connection_ack"}'),
        () => {
          began.resolve();
          return undefined;
        },
      ];
      socket.on('data', (data) => {
        const answer = answers.shift()?.(data.toString('latin1'));
        if (answer) socket.write(answer);
      });
    });
    const { subscription } = subscribed(url);
    await began.promise;
    subscription.close();
    await gone.promise;
  });

  test('ends with the router', async () => {
    const began = Promise.withResolvers<void>();
    const server = await aSocketServer(acknowledging(() => began.resolve()));
    const { transport, end } = subscribed(server.url);
    await began.promise;
    await transport.close();
    expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
    await server.untilAllClosed();
    expect(server.connections).toHaveLength(1);
  });

  test.each([
    ['a line break', 'a\r\nb'],
    ['a letter beyond Latin 1', 'ł'],
  ])('is not begun with a header that HTTP does not take: %s', async (_, value) => {
    const server = await aSocketServer(acknowledging());
    const { end } = subscribed(server.url, {}, { request: { headersFor: () => ({ 'x-name': value }) } });
    expect(await end).toEqual(failed('INTERNAL_SERVER_ERROR'));
    expect(server.connections).toEqual([]);
  });

  test('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    let began = 0;
    const server = await aSocketServer(acknowledging(() => (began += 1)));
    const all = Array.from({ length: 20 }, () => subscribed(server.url));
    while (began < 20) await delay(5);
    for (const { subscription } of all) subscription.close();
    await server.untilAllClosed();
    await delay(20);
    expect(timers() - before).toBeLessThan(10);
  });

  test('a wrong address is said at once', () => {
    expect(() => httpTransport({ url: 'http://a', subscriptionUrl: 'nonsense', log: silent })).toThrow();
  });
});

describe('the subgraph refuses', () => {
  test('the operation: its errors are the last word', async () => {
    const errors = [{ message: 'No such field.', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }];
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => socket.send({ type: 'error', id, payload: errors })),
    );
    const { end } = subscribed(server.url);
    expect(await end).toEqual(errors);
    await server.untilAllClosed();
    expect(server.connections).toHaveLength(1);
  });

  test('the operation, with something that are no errors', async () => {
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => socket.send({ type: 'error', id, payload: [{ message: 3 }] })),
    );
    expect(await subscribed(server.url).end).toEqual(failed('INTERNAL_SERVER_ERROR'));
  });

  test.each([
    [4400, failed('INTERNAL_SERVER_ERROR')],
    [4401, refused('UNAUTHENTICATED')],
    [4403, refused('FORBIDDEN')],
    [4409, failed('INTERNAL_SERVER_ERROR')],
    [4429, failed('INTERNAL_SERVER_ERROR')],
    [4500, failed('INTERNAL_SERVER_ERROR')],
    [1011, failed('INTERNAL_SERVER_ERROR')],
  ])('the connection with %i: it is not asked again', async (code, errors) => {
    const server = await aSocketServer((_, { socket }) => socket.close(code, 'a secret reason'));
    expect(await subscribed(server.url).end).toEqual(errors);
    await delay(50);
    expect(server.connections).toHaveLength(1);
  });

  test.each([
    [401, 'INTERNAL_SERVER_ERROR', 1],
    [404, 'INTERNAL_SERVER_ERROR', 1],
    [302, 'INTERNAL_SERVER_ERROR', 1],
    [503, 'TEMPORARILY_UNAVAILABLE', 3],
    [429, 'TEMPORARILY_UNAVAILABLE', 3],
  ])('the upgrade with %i', async (status, code, attempts) => {
    let count = 0;
    const server = createServer((_, response) => {
      count += 1;
      response.writeHead(status, { location: '/elsewhere' }).end('a secret');
    });
    const { end } = subscribed(await listen(server), { subscriptionTiming: { ...QUICK, retries: 2 } });
    expect(await end).toEqual(failed(code));
    expect(count).toBe(attempts);
  });

  test('the protocol', async () => {
    const server = await aSocketServer(acknowledging(), { protocol: false });
    expect(await subscribed(server.url).end).toEqual(failed('INTERNAL_SERVER_ERROR'));
    expect(server.connections).toHaveLength(1);
  });
});

describe('the connection is lost', () => {
  test.each([1000, 1001, 1012, 4408, 4999])(
    'by %i: it is tried again, later each time, and then no more',
    async (code) => {
      const server = await aSocketServer(acknowledging((_, { socket }) => socket.close(code, '')));
      const { end } = subscribed(server.url, { subscriptionTiming: { ...QUICK, retries: 3, retryMs: 20 } });
      expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
      expect(server.connections).toHaveLength(4);
      const [first, second, third, fourth] = server.times as [number, number, number, number];
      expect(second - first).toBeGreaterThanOrEqual(9);
      expect(third - second).toBeGreaterThanOrEqual(19);
      expect(fourth - third).toBeGreaterThanOrEqual(39);
      await delay(100);
      expect(server.connections).toHaveLength(4);
    },
  );

  test('a connection that brings something is worth as many attempts as the first', async () => {
    let left = 6;
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => {
        socket.next(id, { data: { a: left } });
        left -= 1;
        if (left === 0) socket.send({ type: 'complete', id });
        else socket.socket.terminate();
      }),
    );
    const { events, end } = subscribed(server.url, { subscriptionTiming: { ...QUICK, retries: 1 } });
    expect(await end).toBeUndefined();
    expect(events).toHaveLength(6);
  });

  test('so is one that brings nothing, but holds', async () => {
    const server = await aSocketServer(
      acknowledging(({ id }, { socket }) => {
        if (server.connections.length === 5) socket.send(JSON.stringify({ type: 'complete', id }));
        else setTimeout(() => socket.terminate(), 40);
      }),
    );
    const { end } = subscribed(server.url, { subscriptionTiming: { ...QUICK, retries: 1, steadyMs: 30 } });
    expect(await end).toBeUndefined();
    expect(server.connections).toHaveLength(5);
  });

  test('nobody is there', async () => {
    const server = createNetServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const { end } = subscribed(`http://127.0.0.1:${port}`, { subscriptionTiming: { ...QUICK, retries: 2 } });
    expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
  });

  test('no attempt is made any more once it is closed', async () => {
    const server = await aSocketServer(acknowledging((_, { socket }) => socket.terminate()));
    const { subscription, ends } = subscribed(server.url, { subscriptionTiming: { ...QUICK, retryMs: 200 } });
    while (server.connections.length === 0) await delay(2);
    await server.untilAllClosed();
    await delay(20);
    subscription.close();
    await delay(400);
    expect([server.connections.length, ends()]).toEqual([1, 0]);
  });
});

describe('the subgraph keeps silent', () => {
  test('to the upgrade', async () => {
    const url = await aRawServer(() => undefined);
    const { end } = subscribed(url, { subscriptionTiming: { ...QUICK, retries: 1, acknowledgeMs: 40 } });
    expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
  });

  test('instead of an acknowledgement', async () => {
    const server = await aSocketServer(() => undefined);
    const { end } = subscribed(server.url, { subscriptionTiming: { ...QUICK, retries: 1, acknowledgeMs: 40 } });
    expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
    expect(server.connections).toHaveLength(2);
  });

  test('when it is asked for a sign of life', async () => {
    const server = await aSocketServer(acknowledging());
    const { end } = subscribed(server.url, {
      subscriptionTiming: { ...QUICK, retries: 1, keepAliveMs: 30, pongMs: 40 },
    });
    expect(await end).toEqual(failed('TEMPORARILY_UNAVAILABLE'));
    expect(server.connections[0]?.messages.map(({ type }) => type)).toContain('ping');
    expect(server.connections).toHaveLength(2);
  });

  test('but for signs of life, for as long as it likes', async () => {
    const acknowledge = acknowledging();
    const server = await aSocketServer((message, socket) => {
      if (message.type === 'ping') socket.send({ type: 'pong' });
      else acknowledge(message, socket);
    });
    const { ends } = subscribed(server.url, { subscriptionTiming: { ...QUICK, keepAliveMs: 15, pongMs: 40 } });
    await delay(300);
    expect([server.connections.length, ends()]).toEqual([1, 0]);
    expect(server.connections[0]?.messages.filter(({ type }) => type === 'ping').length).toBeGreaterThan(3);
  });
});

describe('what a subgraph forges', () => {
  test.each<[string, unknown]>([
    ['no data', {}],
    ['data that are a list', { data: [] }],
    ['data that are null without an error', { data: null }],
    ['errors that are none', { data: {}, errors: [3] }],
    ['errors that are no list', { data: {}, errors: 'x' }],
  ])('an event that is no response is an error of its own: %s', async (_, payload) => {
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => {
        socket.next(id, payload);
        socket.next(id, { data: { a: 1 } });
        socket.send({ type: 'complete', id });
      }),
    );
    const { events, end } = subscribed(server.url);
    expect(await end).toBeUndefined();
    expect(events).toEqual([{ errors: failed('INTERNAL_SERVER_ERROR') }, { data: { a: 1 } }]);
  });

  test.each<[string, string | Buffer]>([
    ['no JSON', 'nonsense'],
    ['no object', '[]'],
    ['an unknown type', '{"type":"start"}'],
    ['an event that is no object', '{"type":"next","id":"1","payload":3}'],
    ['a name that every object answers to', '{"type":"next","id":"__defineGetter__","payload":{}}'],
    ['the prototype as a name', '{"type":"next","id":"__proto__","payload":{"data":{}}}'],
    ['a binary frame', Buffer.from('{"type":"pong"}')],
  ])('a message that breaks the protocol ends it: %s', async (_, message) => {
    const server = await aSocketServer(acknowledging((__, { socket }) => socket.send(message)));
    const { events, end } = subscribed(server.url);
    expect(await end).toEqual(failed('INTERNAL_SERVER_ERROR'));
    await server.untilAllClosed();
    expect([events, server.connections.length]).toEqual([[], 1]);
  });

  test('an event before the acknowledgement ends it', async () => {
    const server = await aSocketServer((_, socket) => socket.next('1', { data: { a: 1 } }));
    const { events, end } = subscribed(server.url);
    expect(await end).toEqual(failed('INTERNAL_SERVER_ERROR'));
    expect(events).toEqual([]);
  });

  test.each(['other', 'constructor', 'toString'])('an event for another id, %s, is nobodys', async (id) => {
    const server = await aSocketServer(
      acknowledging(({ id: own }, socket) => {
        socket.next(id, { data: { polluted: 1 } });
        socket.send({ type: 'complete', id });
        socket.next(own, { data: { a: 1 } });
        socket.send({ type: 'complete', id: own });
      }),
    );
    const { events, end } = subscribed(server.url);
    expect(await end).toBeUndefined();
    expect(events).toEqual([{ data: { a: 1 } }]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('an event that is too large ends it, and is not asked for again', async () => {
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => socket.next(id, { data: { a: 'x'.repeat(10_000) } })),
    );
    const { events, end } = subscribed(server.url, { answerLimit: 9_000 });
    expect(await end).toEqual(failed('INTERNAL_SERVER_ERROR'));
    await delay(30);
    expect([events, server.connections.length]).toEqual([[], 1]);
  });

  test('nothing is heard after the end', async () => {
    const server = await aSocketServer(
      acknowledging(({ id }, socket) => {
        socket.send({ type: 'complete', id });
        socket.next(id, { data: { a: 1 } });
        socket.send({ type: 'error', id, payload: [{ message: 'late' }] });
      }),
    );
    const { events, end, ends } = subscribed(server.url);
    await end;
    await delay(30);
    expect([events, ends()]).toEqual([[], 1]);
  });
});
