import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, aStreamServer, type AStreamServer, JSON_BODY, SSE, SUBSCRIPTION, until } from './a-stream-server.ts';

const asked = (extensions?: object) => ({
  method: 'POST',
  headers: { ...SSE, ...JSON_BODY },
  body: { query: SUBSCRIPTION, extensions },
});
const searchOf = (search: Record<string, string>) => `?${new URLSearchParams(search).toString()}`;

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

describe('Server-sent events of one subscription', () => {
  test.each(['url', 'streamUrl'] as const)('tell each state with its cursor, and the end, at %s', async (address) => {
    const reading = await ask(server[address], asked());
    const subscribed = await server.live.next();
    subscribed.send('PLACED', '7');
    subscribed.send('SHIPPED');
    subscribed.end();
    await reading.over();
    expect(reading.status).toBe(200);
    expect(reading.text).toBe(
      ':\n\n' +
        'event: next\nid: 7\ndata: {"data":{"state":"PLACED"},"extensions":{"cursor":"7"}}\n\n' +
        'event: next\ndata: {"data":{"state":"SHIPPED"}}\n\n' +
        'event: complete\ndata:\n\n',
    );
    await until(() => server.closed.length === 1);
    expect([server.opened, server.closed, subscribed.closed]).toEqual([['sse'], [['sse', 'completed']], 0]);
  });

  test('are kept by nobody, held back by nobody and told apart by their request’s id', async () => {
    const reading = await ask(server.url, {
      ...asked(),
      headers: {
        ...asked().headers,
        'x-request-id': 'a-request-id',
        origin: 'https://shop.example',
        'accept-encoding': 'gzip',
      },
    });
    expect(reading.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store',
      'x-accel-buffering': 'no',
      'x-request-id': 'a-request-id',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      vary: 'accept',
    });
    expect(reading.headers['content-encoding']).toBeUndefined();
    expect((await server.live.next()).request.requestId).toBe('a-request-id');
    reading.leave();
  });

  test('are shown to pages of allowed origins only', async () => {
    const strict = await aStreamServer({ origins: ['https://shop.example'] });
    const from = async (origin: string) =>
      (await ask(strict.url, { ...asked(), headers: { ...asked().headers, origin } })).headers;
    expect(await from('https://shop.example')).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      vary: 'accept, origin',
    });
    expect((await from('https://evil.example'))['access-control-allow-origin']).toBeUndefined();
    await strict.close();
  });

  test('tell what is wrong with an operation, where EventSource sees it', async () => {
    server.live.begins = (subscribed) => subscribed.end('GRAPHQL_VALIDATION_FAILED', 'SECOND');
    const reading = await (await ask(server.url, asked())).over();
    expect(reading.status).toBe(200);
    expect(reading.text).toBe(
      ':\n\nevent: next\ndata: {"errors":[' +
        '{"message":"It is GRAPHQL_VALIDATION_FAILED.","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}},' +
        '{"message":"It is SECOND.","extensions":{"code":"SECOND"}}]}\n\nevent: complete\ndata:\n\n',
    );
  });

  test('stay events when a text has lines', async () => {
    const reading = await ask(server.url, asked());
    const { subscriber } = await server.live.next();
    subscriber.next({ text: '{\r\n"data":\n{}}', about: 'it', cursor: undefined, missed: undefined });
    await reading.until('data: {');
    expect(reading.text).toContain('event: next\ndata: { "data": {}}\n\n');
    reading.leave();
  });

  test('reach each of many who see the same', async () => {
    const readings = await Promise.all([1, 2, 3].map(() => ask(server.url, asked())));
    for (const { send } of server.live.subscribed) send('SAME', '1');
    for (const { send } of server.live.subscribed) send('SAME', '2');
    for (const reading of readings) await reading.until('id: 2\n');
    expect(new Set(readings.map(({ text }) => text)).size).toBe(1);
    readings.forEach((reading) => reading.leave());
  });

  test('ask by GET as EventSource does, and go on after the last event that it got', async () => {
    const variables = JSON.stringify({ id: '1' });
    const extensions = JSON.stringify({ cursor: '5' });
    const reading = await ask(`${server.url}${searchOf({ query: SUBSCRIPTION, variables, extensions })}`, {
      headers: { ...SSE, 'last-event-id': '7' },
    });
    const { request } = await server.live.next();
    expect(request).toMatchObject({ cursor: '7', parameters: { query: SUBSCRIPTION, variables: { id: '1' } } });
    reading.leave();
  });

  test('go on after the cursor of the request; an empty one is none', async () => {
    const cursors: unknown[] = [];
    for (const cursor of ['5', 5, '', null, undefined]) {
      const reading = await ask(server.url, asked({ cursor }));
      cursors.push((await server.live.next()).request.cursor);
      reading.leave();
    }
    expect(cursors).toEqual(['5', '5', undefined, undefined, undefined]);
  });

  test('are subscribed to by whoever sent the request, with its trace', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { headers, ...rest } = asked();
    const reading = await ask(server.url, {
      ...rest,
      headers: { ...headers, authorization: 'Bearer ada', traceparent },
    });
    const { request } = await server.live.next();
    expect(request).toMatchObject({ who: { identity: { subject: 'ada' } }, clientAddress: '127.0.0.1', traceparent });
    reading.leave();
  });

  test('break silence with comments, and only silence', async () => {
    const quick = await aStreamServer({ times: { sweepMs: 10, eventStreamHeartbeatMs: 150 } });
    const reading = await ask(quick.url, asked());
    const { send } = await quick.live.next();
    for (let state = 0; state < 20; state += 1) {
      send(state);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await reading.until('"state":19');
    expect(reading.text.match(/^:$/gm)).toHaveLength(1);
    await reading.until('"state":19}}\n\n:\n\n:\n\n');
    await quick.close();
  });

  test('end when the access token does, with a code', async () => {
    const { headers, ...rest } = asked();
    const authorization = `Bearer ada until ${Date.now() + 100}`;
    const reading = await ask(server.url, { ...rest, headers: { ...headers, authorization } });
    const subscribed = await server.live.next();
    subscribed.send('PLACED');
    await reading.over();
    expect(reading.text).toContain('"state":"PLACED"');
    expect(reading.text).toMatch(/event: next\ndata: .*"TOKEN_EXPIRED".*\n\nevent: complete\ndata:\n\n$/);
    await until(() => server.closed.length === 1);
    expect([server.closed, subscribed.closed]).toEqual([[['sse', 'expired']], 1]);
    subscribed.send('SHIPPED');
    subscribed.end();
    expect(subscribed.closed).toBe(1);
  });

  test('outlast what guards the server from requests that never finish', async () => {
    const guarded = await aStreamServer({
      serverTimes: { headersTimeoutMs: 100, requestTimeoutMs: 150, checkEveryMs: 30 },
    });
    const reading = await ask(guarded.url, asked());
    const { send } = await guarded.live.next();
    await new Promise((resolve) => setTimeout(resolve, 500));
    send('LATE');
    await reading.until('LATE');
    await guarded.close();
  });

  test('are closed exactly once when the client leaves', async () => {
    const reading = await ask(server.url, asked());
    const subscribed = await server.live.next();
    reading.leave();
    await until(() => server.closed.length === 1);
    expect([subscribed.closed, server.closed, server.streams.size()]).toEqual([1, [['sse', 'left']], 0]);
    subscribed.send('NOBODY');
    subscribed.end();
    expect(subscribed.closed).toBe(1);
  });

  test('are not begun for a client that left while it was identified', async () => {
    const known = Promise.withResolvers<never>();
    let isAsked = false;
    const waiting = await aStreamServer({
      identify: () => {
        isAsked = true;
        return known.promise;
      },
    });
    const asking = ask(waiting.url, asked());
    await until(() => isAsked);
    waiting.server.closeAllConnections();
    await expect(asking).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    known.resolve({ caller: {}, identity: {} } as never);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([waiting.live.subscribed, waiting.streams.size()]).toEqual([[], 0]);
    await waiting.close();
  });
});
