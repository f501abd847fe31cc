import { request as ask, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { aFront, type AFront, type AFrontOptions } from './a-front.ts';
import { anEngine } from './a-engine.ts';

let front: AFront;
afterEach(() => front.close());
const start = async (options: AFrontOptions = {}) => (front = await aFront(options));

/** A POST as it goes over the wire: fetch would decode the answer. */
const raw = (query: string, headers: Record<string, string>) =>
  new Promise<{ message: IncomingMessage; bytes: Buffer }>((resolve, reject) => {
    const sent = ask(front.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
    sent.once('error', reject);
    sent.once('response', (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.once('end', () => resolve({ message, bytes: Buffer.concat(chunks) }));
    });
    sent.end(JSON.stringify({ query }));
  });

const LONG = '{ long(size: 5000) }';
const SHORT = '{ hello }';
const longText = JSON.stringify({ data: { long: 'long '.repeat(1_000) } });

describe.each([true, false])('with a fast lane: %s;', (hasFastLane) => {
  test.each([
    ['br', 'br, gzip', brotliDecompressSync],
    ['gzip', 'gzip, deflate, br, zstd', gunzipSync],
    ['gzip', 'br;q=0.1, gzip;q=0.9', gunzipSync],
  ])('a long answer comes as %s to who takes %s', async (encoding, accepted, decompress) => {
    await start({ hasFastLane });
    for (let times = 0; times < 2; times += 1) {
      const { message, bytes } = await raw(LONG, { 'accept-encoding': accepted });
      expect(message.headers).toMatchObject({
        'content-encoding': encoding,
        'content-length': `${bytes.length}`,
        vary: 'accept, accept-encoding',
      });
      expect(bytes.length).toBeLessThan(300);
      expect(decompress(bytes).toString()).toBe(longText);
    }
  });

  test.each([
    ['it is short', SHORT, 'gzip', {}],
    ['nobody asked', LONG, undefined, {}],
    ['the client takes none of ours', LONG, 'zstd, identity', {}],
    ['the client takes nothing at all', LONG, 'zstd, identity;q=0', {}],
    ['the client would rather have it so', LONG, 'gzip;q=0.1, identity', {}],
    ['it is off', LONG, 'gzip', { compresses: false }],
  ])('an answer is sent as it is when %s', async (_, query, accepted, options) => {
    await start({ hasFastLane, ...options });
    const { message, bytes } = await raw(query, accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(message.headers).not.toHaveProperty('content-encoding');
    expect(message.headers['content-length']).toBe(`${bytes.length}`);
    expect(bytes.toString()).toMatch(/^{"data"/);
  });

  test('foreign pages may read what they are allowed to', async () => {
    await start({ hasFastLane, origins: ['https://shop.example'] });
    for (const [origin, allowed] of [
      ['https://shop.example', 'https://shop.example'],
      ['https://evil.example', null],
    ] as const) {
      for (let times = 0; times < 2; times += 1) {
        const { headers } = await front.post({ query: SHORT }, { origin });
        expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([
          allowed,
          'accept, accept-encoding, origin',
        ]);
      }
      const preflight = await fetch(front.url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, allowed]);
    }
  });

  test('whoever leaves is no longer waited for', async () => {
    await start({ hasFastLane });
    const leaving = new AbortController();
    const sent = JSON.stringify({ query: '{ aborted }' });
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(front.url, { method: 'POST', headers, body: sent, signal: leaving.signal }).catch(() => 'gone');
    while (front.engine.executed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await front.text('/metrics')).toContain('stoa_router_requests_in_flight 1\n');
    leaving.abort();
    expect(await asked).toBe('gone');
    const [request] = front.engine.executed;
    while (!request?.leaving?.hasLeft) await new Promise((resolve) => setImmediate(resolve));
    while (!(await front.text('/metrics')).includes('stoa_router_requests_in_flight 0\n'));
  });

  test('an operation that runs while the supergraph is swapped ends on the engine that it began on', async () => {
    await start({ hasFastLane });
    const { engine: first, engines } = front;
    const second = anEngine({ version: 'two' });
    const query = '{ waits version }';
    if (hasFastLane) first.learn(parse(query), query, undefined);
    const begun = front.post({ query });
    while (first.executed.length < 1) await new Promise((resolve) => setImmediate(resolve));
    const closed = engines.swap(second);
    for (let times = 0; times < 2; times += 1)
      expect((await front.post({ query: '{ version }' })).json.data).toEqual({ version: 'two' });
    expect(first.isClosed).toBe(false);
    first.goOn();
    expect((await begun).json.data).toEqual({ waits: 'done', version: 'one' });
    await closed;
    expect([first.isClosed, engines.of(first.apiSchema), engines.of(second.apiSchema)]).toEqual([
      true,
      undefined,
      second,
    ]);
  });

  test('a swap between validation and execution waits for the execution', async () => {
    const first = anEngine();
    const { learn } = first;
    first.learn = (...document) => {
      void front.engines.swap(anEngine());
      return learn(...document);
    };
    await start({ hasFastLane, engine: first });
    expect((await front.post({ query: '{ hello }' })).json.data).toEqual({ hello: 'Hello you' });
  });

  test('a hundred swaps under load fail no request', async () => {
    await start({ hasFastLane });
    let isSwapping = true;
    const answers: unknown[] = [];
    const load = [0, 1, 2, 3].map(async (lane) => {
      for (let n = 0; isSwapping; n += 1)
        answers.push((await front.post({ query: `query Q${(n % 7) + lane} { hello }` })).json);
    });
    const closing: Promise<void>[] = [];
    for (let swap = 0; swap < 100; swap += 1) {
      closing.push(front.engines.swap(anEngine()));
      await new Promise((resolve) => setImmediate(resolve));
    }
    isSwapping = false;
    await Promise.all([...load, ...closing]);
    expect(answers.length).toBeGreaterThan(4);
    expect(answers.filter((answer) => JSON.stringify(answer) !== '{"data":{"hello":"Hello you"}}')).toEqual([]);
  }, 30_000);
});

describe('while it drains', () => {
  test('it is live but not ready, and ends its connections with their answers', async () => {
    await start();
    expect((await fetch(`${front.origin}/ready`)).status).toBe(200);
    expect((await raw(SHORT, { connection: 'keep-alive' })).message.headers.connection).toBe('keep-alive');
    const begun = raw('{ waits }', { connection: 'keep-alive' });
    while (front.engine.executed.length < 2) await new Promise((resolve) => setImmediate(resolve));
    front.drain();
    for (const path of ['/ready', '/health/ready']) {
      const ready = await fetch(front.origin + path);
      expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close']);
    }
    for (const path of ['/health', '/health/live']) expect((await fetch(front.origin + path)).status).toBe(200);
    expect((await raw(SHORT, { connection: 'keep-alive' })).message.headers.connection).toBe('close');
    front.engine.goOn();
    expect((await begun).message.headers.connection).toBe('close');
  });
});

test('addresses that are written in another way lead to the same door, and other addresses nowhere', async () => {
  await start();
  const at = async (path: string) =>
    (
      await fetch(`${front.origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ hello }"}',
      })
    ).status;
  expect(await Promise.all(['/', '/graphql', '/graphql?a=b', '/a/../graphql'].map(at))).toEqual([200, 200, 200, 200]);
  expect(await Promise.all(['/graphql/', '//graphql', '/metrics/x', '/health/no'].map(at))).not.toContain(200);
});

test('requests are counted by lane, outcome and status', async () => {
  await start();
  const graphql = { accept: 'application/graphql-response+json' };
  await front.post({ query: SHORT });
  for (let times = 0; times < 3; times += 1) await front.post({ query: SHORT });
  await front.post({ query: '{ fails version }' });
  await front.post({ query: '{ no }' }, graphql);
  await front.post('{');
  const shown = await front.text('/metrics');
  for (const line of [
    'requests_total{lane="apollo",outcome="ok",status="2xx"} 1',
    'requests_total{lane="fast",outcome="ok",status="2xx"} 3',
    'requests_total{lane="apollo",outcome="errors",status="2xx"} 1',
    'requests_total{lane="apollo",outcome="refused",status="4xx"} 1',
    'requests_total{lane="none",outcome="refused",status="4xx"} 1',
    'requests_in_flight 0',
    'request_duration_seconds_count{lane="fast"} 3',
    'stock_executions_total 0',
  ])
    expect(shown).toContain(`stoa_router_${line}\n`);
});
