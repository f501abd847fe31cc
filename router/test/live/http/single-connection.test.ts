import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ask,
  aStreamServer,
  type AStreamServer,
  type Reading,
  JSON_BODY,
  SSE,
  SUBSCRIPTION,
  TOKEN_HEADER,
  until,
} from './a-stream-server.ts';

const ADA = { authorization: 'Bearer ada' };

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

const reserve = async (headers: Record<string, string> = {}, at = server): Promise<string> =>
  (await (await ask(at.streamUrl, { method: 'PUT', headers })).over()).text;
const open = (token: string, headers: Record<string, string> = {}, at = server): Promise<Reading> =>
  ask(at.streamUrl, { headers: { ...SSE, [TOKEN_HEADER]: token, ...headers } });
const subscribe = async (token: string, operationId: unknown, headers: Record<string, string> = {}, at = server) =>
  (
    await ask(at.streamUrl, {
      method: 'POST',
      headers: { ...JSON_BODY, [TOKEN_HEADER]: token, ...headers },
      body: { query: SUBSCRIPTION, extensions: { operationId } },
    })
  ).over();
const stop = async (token: string, operationId: string) =>
  (
    await ask(`${server.streamUrl}?${new URLSearchParams({ operationId, token }).toString()}`, { method: 'DELETE' })
  ).over();
const refusedAs = ({ status, code }: Reading) => [status, code];

describe('Many subscriptions over one event stream', () => {
  test('are reserved, opened, asked for and stopped by requests of their own', async () => {
    const reserving = await (await ask(server.streamUrl, { method: 'PUT' })).over();
    expect([reserving.status, reserving.headers['content-type']]).toEqual([201, 'text/plain; charset=utf-8']);
    const token = reserving.text;
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    const reading = await open(token);
    server.live.begins = ({ send }) => send('PLACED', '7');
    const accepted = await subscribe(token, 'one');
    expect([accepted.status, accepted.text]).toEqual([202, '']);
    await subscribe(token, 'two');
    const [one, two] = server.live.subscribed;
    one!.send('SHIPPED');
    two!.end();
    await reading.until('event: complete');
    expect(reading.text).toBe(
      ':\n\n' +
        'event: next\ndata: {"id":"one","payload":{"data":{"state":"PLACED"},"extensions":{"cursor":"7"}}}\n\n' +
        'event: next\ndata: {"id":"two","payload":{"data":{"state":"PLACED"},"extensions":{"cursor":"7"}}}\n\n' +
        'event: next\ndata: {"id":"one","payload":{"data":{"state":"SHIPPED"}}}\n\n' +
        'event: complete\ndata: {"id":"two"}\n\n',
    );
    const stopped = await stop(token, 'one');
    expect([stopped.status, one!.closed, two!.closed]).toEqual([200, 1, 0]);
    one!.send('NOBODY');
    expect((await stop(token, 'one')).status).toBe(200);
    expect([one!.closed, server.closed]).toEqual([1, []]);
    reading.leave();
    await until(() => server.closed.length === 1);
    expect(reading.text).not.toContain('NOBODY');
  });

  test('are found by a token in the address as well, as EventSource gives it', async () => {
    const token = await reserve();
    const reading = await ask(`${server.streamUrl}?token=${token}`, { headers: SSE });
    expect([reading.status, reading.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    reading.leave();
  });

  test('may be asked for before the stream is open: what waits is the newest state', async () => {
    const token = await reserve();
    server.live.begins = ({ send }) => {
      send('PLACED');
      send('SHIPPED');
    };
    expect((await subscribe(token, 'one')).status).toBe(202);
    const reading = await (await open(token)).until('SHIPPED');
    expect(reading.text).not.toContain('PLACED');
    reading.leave();
  });

  test('are all closed with the stream, whose token is worth nothing any more', async () => {
    const token = await reserve();
    const reading = await open(token);
    server.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'one');
    await subscribe(token, 'two');
    reading.leave();
    await until(() => server.closed.length === 1);
    expect(server.live.subscribed.map(({ closed }) => closed)).toEqual([1, 1]);
    expect(server.closed).toEqual([['sse', 'left']]);
    expect(refusedAs(await subscribe(token, 'three'))).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(refusedAs(await (await open(token)).over())).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(refusedAs(await stop(token, 'one'))).toEqual([404, 'STREAM_NOT_FOUND']);
  });

  test('have one connection: another is turned away and disturbs nothing', async () => {
    const token = await reserve();
    const reading = await open(token);
    expect(refusedAs(await (await open(token)).over())).toEqual([409, 'STREAM_ALREADY_OPEN']);
    server.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'one');
    await reading.until('PLACED');
    expect([server.opened, server.closed]).toEqual([['sse'], []]);
    reading.leave();
  });

  test('are of those who reserved it: others with the token learn nothing', async () => {
    const token = await reserve(ADA);
    const bob = { authorization: 'Bearer bob' };
    expect(refusedAs(await (await open(token, bob)).over())).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(refusedAs(await subscribe(token, 'one', bob))).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(refusedAs(await subscribe(token, 'one'))).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(server.live.subscribed).toEqual([]);
    const reading = await open(token);
    server.live.begins = ({ send }) => send('PLACED');
    expect((await subscribe(token, 'one', ADA)).status).toBe(202);
    expect(server.live.subscribed[0]!.request.who.identity.subject).toBe('ada');
    reading.leave();
  });

  test('are not reserved for a token that does not hold, which stops nothing that runs', async () => {
    const forged = { authorization: 'Bearer forged' };
    const put = await (await ask(server.streamUrl, { method: 'PUT', headers: forged })).over();
    expect(refusedAs(put)).toEqual([401, 'UNAUTHENTICATED']);
    const token = await reserve();
    const reading = await open(token);
    expect(refusedAs(await subscribe(token, 'one', forged))).toEqual([401, 'UNAUTHENTICATED']);
    expect(refusedAs(await (await open(await reserve(), forged)).over())).toEqual([401, 'UNAUTHENTICATED']);
    reading.leave();
  });

  test('have ids of their own: a second one of the same id is refused until the first is over', async () => {
    const token = await reserve();
    const reading = await open(token);
    server.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'one');
    expect(refusedAs(await subscribe(token, 'one'))).toEqual([409, 'OPERATION_ID_IN_USE']);
    expect(server.live.subscribed).toHaveLength(1);
    server.live.subscribed[0]!.end();
    expect((await subscribe(token, 'one')).status).toBe(202);
    await stop(token, 'one');
    expect((await subscribe(token, 'one')).status).toBe(202);
    reading.leave();
  });

  test.each(['__proto__', 'constructor', 'toString', 'a\nb', '"}', '💧'])('may be called %j', async (id) => {
    const token = await reserve();
    const reading = await open(token);
    server.live.begins = ({ send, end }) => {
      send('PLACED');
      end();
    };
    expect((await subscribe(token, id)).status).toBe(202);
    await reading.until('complete');
    const told = reading.text.matchAll(/^data: (.*)$/gm).map(([, text]) => JSON.parse(text!) as { id: string });
    expect([...told].map((event) => event.id)).toEqual([id, id]);
    reading.leave();
  });

  test.each([undefined, null, '', 7, {}, 'x'.repeat(257)])('are not called %j', async (id) => {
    const token = await reserve();
    expect(refusedAs(await subscribe(token, id))).toEqual([400, 'BAD_REQUEST']);
    expect(server.live.subscribed).toEqual([]);
  });

  test('are as many as one stream carries', async () => {
    const small = await aStreamServer({ bounds: { operations: 2 } });
    const token = await reserve({}, small);
    const reading = await open(token, {}, small);
    small.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'one', {}, small);
    await subscribe(token, 'two', {}, small);
    expect(refusedAs(await subscribe(token, 'three', {}, small))).toEqual([429, 'SUBSCRIPTION_LIMIT_EXCEEDED']);
    small.live.subscribed[0]!.end();
    expect((await subscribe(token, 'three', {}, small)).status).toBe(202);
    reading.leave();
    await small.close();
  });

  test('are refused in the answer to their request where that is mended or sent again, else in the stream; its id is free again', async () => {
    const token = await reserve();
    const reading = await open(token);
    server.live.begins = ({ end }) => end('GRAPHQL_VALIDATION_FAILED');
    expect(refusedAs(await subscribe(token, 'one'))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    server.live.begins = ({ end }) => end('RATE_LIMITED');
    expect(refusedAs(await subscribe(token, 'one'))).toEqual([429, 'RATE_LIMITED']);
    expect(reading.text).toBe(':\n\n');
    server.live.begins = ({ end }) => end('NOT_FOUND');
    expect((await subscribe(token, 'one')).status).toBe(202);
    await reading.until('event: complete\ndata: {"id":"one"}');
    expect(reading.text).toContain('NOT_FOUND');
    expect(server.refused).toEqual(['GRAPHQL_VALIDATION_FAILED', 'RATE_LIMITED']);
    reading.leave();
  });

  test('are accepted when nothing is known for a while; what goes wrong then is told through the stream', async () => {
    const token = await reserve();
    const reading = await open(token);
    expect((await subscribe(token, 'one')).status).toBe(202);
    server.live.subscribed[0]!.end('FORBIDDEN');
    await reading.until('event: complete\ndata: {"id":"one"}');
    expect(reading.text).toContain('{"id":"one","payload":{"errors":[{"message":"It is FORBIDDEN."');
    reading.leave();
  });

  test('that are stopped before they are known are neither accepted nor left behind', async () => {
    const slow = await aStreamServer({ times: { sweepMs: 10_000 } });
    const token = await reserve({}, slow);
    const asking = subscribe(token, 'one', {}, slow);
    const subscribed = await slow.live.next();
    await ask(`${slow.streamUrl}?operationId=one&token=${token}`, { method: 'DELETE' });
    expect([refusedAs(await asking), subscribed.closed]).toEqual([[409, 'OPERATION_STOPPED'], 1]);
    await slow.close();
  });

  test('whose clients leave before they are known are closed', async () => {
    const slow = await aStreamServer({ times: { sweepMs: 10_000 } });
    const token = await reserve({}, slow);
    const leaving = new AbortController();
    const asking = fetch(slow.streamUrl, {
      method: 'POST',
      headers: { ...JSON_BODY, [TOKEN_HEADER]: token },
      body: JSON.stringify({ query: SUBSCRIPTION, extensions: { operationId: 'one' } }),
      signal: leaving.signal,
    });
    const subscribed = await slow.live.next();
    leaving.abort();
    await expect(asking).rejects.toThrow();
    await until(() => subscribed.closed === 1);
    await slow.close();
  });

  test('end when the access token of their request does; the others go on', async () => {
    const token = await reserve(ADA);
    const reading = await open(token);
    server.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'short', { authorization: `Bearer ada until ${Date.now() + 100}` });
    await subscribe(token, 'long', ADA);
    await reading.until('event: complete\ndata: {"id":"short"}');
    expect(reading.text).toContain('"code":"TOKEN_EXPIRED"');
    const [short, long] = server.live.subscribed;
    long!.send('SHIPPED');
    await reading.until('"id":"long","payload":{"data":{"state":"SHIPPED"}}');
    expect([short!.closed, long!.closed]).toEqual([1, 0]);
    reading.leave();
  });

  test('are forgotten when nobody opens their stream in time', async () => {
    const quick = await aStreamServer({ times: { sweepMs: 10, reservationMs: 200 } });
    const token = await reserve({}, quick);
    quick.live.begins = ({ send }) => send('PLACED');
    await subscribe(token, 'one', {}, quick);
    await until(() => quick.live.subscribed[0]!.closed === 1);
    expect(refusedAs(await (await open(token, {}, quick)).over())).toEqual([404, 'STREAM_NOT_FOUND']);
    const used = await reserve({}, quick);
    const reading = await open(used, {}, quick);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(reading.isOver).toBe(false);
    await quick.close();
  });

  test('are reserved in a bounded number: the oldest makes room', async () => {
    const small = await aStreamServer({ bounds: { reservations: 2 } });
    const [first, second] = [await reserve({}, small), await reserve({}, small)];
    small.live.begins = ({ send }) => send('PLACED');
    await subscribe(first, 'one', {}, small);
    const third = await reserve({}, small);
    expect(refusedAs(await (await open(first, {}, small)).over())).toEqual([404, 'STREAM_NOT_FOUND']);
    expect(small.live.subscribed[0]!.closed).toBe(1);
    const readings = [await open(second, {}, small), await open(third, {}, small)];
    expect(readings.map(({ status }) => status)).toEqual([200, 200]);
    // What is open is no reservation any more.
    const more = [await reserve({}, small), await reserve({}, small)];
    expect((await open(more[0]!, {}, small)).status).toBe(200);
    expect(readings.map(({ isOver }) => isOver)).toEqual([false, false]);
    await small.close();
  });

  test('are reserved by each client in a bounded number, until one is closed', async () => {
    const small = await aStreamServer({ bounds: { sharedPerClient: 2 }, times: { sweepMs: 10, reservationMs: 300 } });
    const put = async (headers: Record<string, string>) =>
      (await ask(small.streamUrl, { method: 'PUT', headers })).over();
    const [first] = [await put(ADA), await put(ADA)];
    const reading = await open(first.text, ADA, small);
    expect(refusedAs(await put(ADA))).toEqual([429, 'SUBSCRIPTION_LIMIT_EXCEEDED']);
    expect((await put({ authorization: 'Bearer bob' })).status).toBe(201);
    expect([(await put({})).status, (await put({})).status, (await put({})).status]).toEqual([201, 201, 429]);
    // What nobody opens is given back.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([(await put(ADA)).status, (await put(ADA)).status]).toEqual([201, 429]);
    reading.leave();
    await until(() => small.closed.length === 1);
    expect((await put(ADA)).status).toBe(201);
    await small.close();
  });

  test('leave those alone who show no token: one subscription for each connection works at the same address', async () => {
    const reading = await ask(server.streamUrl, {
      method: 'POST',
      headers: { ...SSE, ...JSON_BODY },
      body: { query: SUBSCRIPTION },
    });
    (await server.live.next()).send('PLACED');
    await reading.until('data: {"data":{"state":"PLACED"}}');
    reading.leave();
  });

  test('break silence with comments', async () => {
    const quick = await aStreamServer({ times: { sweepMs: 10, eventStreamHeartbeatMs: 20 } });
    const reading = await open(await reserve({}, quick), {}, quick);
    await reading.until(':\n\n:\n\n:\n\n');
    await quick.close();
  });
});
