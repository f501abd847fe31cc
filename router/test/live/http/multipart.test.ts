import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ask,
  aStreamServer,
  type AStreamServer,
  JSON_BODY,
  MULTIPART,
  SUBSCRIPTION,
  until,
} from './a-stream-server.ts';

const asked = (headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { ...MULTIPART, ...JSON_BODY, ...headers },
  body: { query: SUBSCRIPTION },
});
const part = (text: string) => `\r\ncontent-type: application/json\r\n\r\n${text}\r\n--graphql`;
const RESPONSE = { accept: `${MULTIPART.accept}, application/graphql-response+json`.replace('application/json, ', '') };

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

describe('Parts of one subscription', () => {
  test('are whole as they arrive: each brings the boundary that ends it', async () => {
    server.live.begins = ({ send }) => send('PLACED', '7');
    const reading = await ask(server.url, asked({ origin: 'https://shop.example' }));
    const first = `\r\n--graphql${part('{"payload":{"data":{"state":"PLACED"},"extensions":{"cursor":"7"}}}')}`;
    await reading.until(first);
    const { send, end } = server.live.subscribed[0]!;
    send('SHIPPED');
    const second = part('{"payload":{"data":{"state":"SHIPPED"}}}');
    await reading.until(second);
    end();
    await reading.over();
    expect(reading.text).toBe(`${first}${second}--\r\n`);
    expect(reading.headers).toMatchObject({
      'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'access-control-allow-origin': '*',
      vary: 'accept',
    });
    expect(reading.headers['x-request-id']).toBeDefined();
    await until(() => server.closed.length === 1);
    expect([server.opened, server.closed]).toEqual([['multipart'], [['multipart', 'completed']]]);
  });

  test('take the cursor of the request', async () => {
    const reading = ask(server.url, { ...asked(), body: { query: SUBSCRIPTION, extensions: { cursor: '5' } } });
    const { request, send } = await server.live.next();
    expect(request.cursor).toBe('5');
    send('PLACED');
    (await reading).leave();
  });

  test('begin with a heartbeat when there is no first state, and go on with heartbeats', async () => {
    const quick = await aStreamServer({ times: { sweepMs: 10, multipartHeartbeatMs: 20 } });
    const reading = await ask(quick.url, asked());
    await reading.until(`\r\n--graphql${part('{}')}${part('{}')}${part('{}')}`);
    await quick.close();
  });

  test('end with one part at least', async () => {
    server.live.begins = ({ end }) => end();
    const reading = await (await ask(server.url, asked())).over();
    expect([reading.status, reading.text]).toEqual([200, `\r\n--graphql${part('{}')}--\r\n`]);
  });

  test('end with what went wrong', async () => {
    const asking = ask(server.url, asked());
    const { send, end } = await server.live.next();
    send('PLACED');
    const reading = await asking;
    end('OPERATION_NOT_SERVED');
    await reading.over();
    const errors = '[{"message":"It is OPERATION_NOT_SERVED.","extensions":{"code":"OPERATION_NOT_SERVED"}}]';
    expect(reading.text.endsWith(`{"payload":null,"errors":${errors}}\r\n--graphql--\r\n`)).toBe(true);
  });

  test('end with what went wrong also when only heartbeats were sent', async () => {
    const reading = await ask(server.url, asked());
    (await server.live.next()).end('FORBIDDEN');
    await reading.over();
    expect([reading.status, reading.text]).toEqual([200, expect.stringContaining('{"payload":null,"errors":[')]);
  });

  test.each([
    ['GRAPHQL_VALIDATION_FAILED', MULTIPART, 200, 'application/json; charset=utf-8'],
    ['GRAPHQL_VALIDATION_FAILED', RESPONSE, 400, 'application/graphql-response+json; charset=utf-8'],
    ['UNAUTHENTICATED', MULTIPART, 401, 'application/json; charset=utf-8'],
    ['FORBIDDEN', RESPONSE, 403, 'application/graphql-response+json; charset=utf-8'],
    ['RATE_LIMITED', MULTIPART, 429, 'application/json; charset=utf-8'],
    ['INTERNAL_SERVER_ERROR', MULTIPART, 500, 'application/json; charset=utf-8'],
  ])('are not begun for %s: that is an answer of its own', async (code, accept, status, contentType) => {
    server.live.begins = ({ end }) => end(code);
    const reading = await (await ask(server.url, asked({ ...accept, origin: 'https://shop.example' }))).over();
    expect([reading.status, reading.headers['content-type'], reading.code]).toEqual([status, contentType, code]);
    expect(reading.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
    await until(() => server.closed.length === 1);
    expect([server.closed, server.refused, server.streams.size()]).toEqual([[['multipart', 'refused']], [code], 0]);
  });

  test('are not begun for a refusal that takes its time, as long as nothing was sent', async () => {
    const slow = await aStreamServer({ times: { sweepMs: 10_000 } });
    const asking = ask(slow.url, asked());
    const { end } = await slow.live.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    end('GRAPHQL_VALIDATION_FAILED');
    const reading = await (await asking).over();
    expect(reading.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await slow.close();
  });

  test('tell when to come back after a refusal of rates', async () => {
    server.live.begins = ({ subscriber }) =>
      subscriber.end([{ message: 'Later.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 9 } }]);
    expect((await ask(server.url, asked())).headers['retry-after']).toBe('9');
  });

  test('end when the access token does', async () => {
    const reading = await ask(server.url, asked({ authorization: `Bearer ada until ${Date.now() + 150}` }));
    await reading.over();
    expect(reading.text).toMatch(/\{"payload":null,"errors":\[\{.*"TOKEN_EXPIRED"\}\}\]\}\r\n--graphql--\r\n$/);
    await until(() => server.closed.length === 1);
    expect([server.closed, server.live.subscribed[0]!.closed]).toEqual([[['multipart', 'expired']], 1]);
  });

  test('are closed exactly once when the client leaves', async () => {
    const asking = ask(server.url, asked());
    const subscribed = await server.live.next();
    subscribed.send('PLACED');
    (await asking).leave();
    await until(() => server.closed.length === 1);
    expect([subscribed.closed, server.closed, server.streams.size()]).toEqual([1, [['multipart', 'left']], 0]);
  });
});
