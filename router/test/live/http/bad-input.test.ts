import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aLog } from '../../front/a-log.ts';
import {
  ask,
  type Asking,
  aStreamServer,
  type AStreamServer,
  JSON_BODY,
  MULTIPART,
  SSE,
  SUBSCRIPTION,
  TOKEN_HEADER,
  until,
} from './a-stream-server.ts';

const LEAKS = /\\n +at |node_modules|\/work|\.ts\b/;

let server: AStreamServer;
beforeEach(async () => void (server = await aStreamServer()));
afterEach(() => server.close());

type Case = Asking & { readonly search?: string; readonly status: number; readonly code: string };
const post = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { ...JSON_BODY, ...headers },
  body,
});

const MALFORMED: Record<string, Case> = {
  'no body': { ...post(''), status: 400, code: 'BAD_REQUEST' },
  'half a body': { ...post('{"query":"subs'), status: 400, code: 'BAD_REQUEST' },
  'no JSON object': { ...post('7'), status: 400, code: 'BAD_REQUEST' },
  'a batch': { ...post([{ query: SUBSCRIPTION }]), status: 400, code: 'BATCHING_NOT_ENABLED' },
  'no query': { ...post({ variables: {} }), status: 400, code: 'BAD_REQUEST' },
  'variables as a string': { ...post({ query: SUBSCRIPTION, variables: '{}' }), status: 400, code: 'BAD_REQUEST' },
  'a cursor that is an object': {
    ...post({ query: SUBSCRIPTION, extensions: { cursor: {} } }),
    status: 400,
    code: 'BAD_REQUEST',
  },
  'a huge body': { ...post({ query: SUBSCRIPTION, x: 'x'.repeat(20_000) }), status: 413, code: 'REQUEST_TOO_LARGE' },
  'invalid UTF-8': { ...post(new Uint8Array([0x22, 0xc3, 0x28, 0x22])), status: 400, code: 'BAD_REQUEST' },
  'a form': {
    ...post('query=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'plain text, which every page may send': {
    ...post({ query: SUBSCRIPTION }, { 'content-type': 'text/plain' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'no content type': { method: 'POST', body: '{}', status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  'a GET without a query': { status: 400, code: 'BAD_REQUEST' },
  'a GET with two queries': { search: '?query=a&query=b', status: 400, code: 'BAD_REQUEST' },
  'a GET with half of its variables': { search: '?query=a&variables={', status: 400, code: 'BAD_REQUEST' },
  'a GET with a list of extensions': { search: '?query=a&extensions=[]', status: 400, code: 'BAD_REQUEST' },
  'a PATCH': { method: 'PATCH', status: 405, code: 'METHOD_NOT_ALLOWED' },
  'a DELETE': { method: 'DELETE', status: 405, code: 'METHOD_NOT_ALLOWED' },
  'a token that does not hold': {
    ...post({ query: SUBSCRIPTION }, { authorization: 'Bearer forged' }),
    status: 401,
    code: 'UNAUTHENTICATED',
  },
};

describe('A malformed request for a stream is refused with JSON and a code, before anything begins', () => {
  describe.each([
    ['events', SSE],
    ['parts', MULTIPART],
  ])('%s', (_name, accept) => {
    test.each(Object.entries(MALFORMED))('%s', async (_what, { search = '', status, code, ...asking }) => {
      const reading = await ask(server.url + search, {
        ...asking,
        headers: { ...asking.headers, ...accept, 'x-request-id': 'a-request-id', origin: 'https://shop.example' },
      });
      await reading.over();
      expect([reading.status, reading.code]).toEqual([status, code]);
      expect(reading.text).not.toMatch(LEAKS);
      expect(reading.json.errors[0].extensions.requestId).toBe('a-request-id');
      expect(reading.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-request-id': 'a-request-id',
        'access-control-allow-origin': '*',
      });
      expect([server.live.subscribed, server.opened, server.refused]).toEqual([[], [], [code]]);
    });
  });
});

const token = { [TOKEN_HEADER]: 'guessed' };
const SHARED: Record<string, Case> = {
  'a stream that was never reserved': { headers: { ...SSE, ...token }, status: 404, code: 'STREAM_NOT_FOUND' },
  'an operation on it': { ...post({ query: SUBSCRIPTION }, token), status: 404, code: 'STREAM_NOT_FOUND' },
  'a huge operation on it': { ...post('x'.repeat(20_000), token), status: 404, code: 'STREAM_NOT_FOUND' },
  'stopping one on it': {
    method: 'DELETE',
    search: '?operationId=one',
    headers: token,
    status: 404,
    code: 'STREAM_NOT_FOUND',
  },
  'stopping without a token': {
    method: 'DELETE',
    search: '?operationId=one',
    status: 404,
    code: 'STREAM_NOT_FOUND',
  },
  'a token named like what every object has': {
    headers: { ...SSE, [TOKEN_HEADER]: '__proto__' },
    status: 404,
    code: 'STREAM_NOT_FOUND',
  },
  'two tokens': { headers: SSE, search: '?token=__proto__&token=b', status: 404, code: 'STREAM_NOT_FOUND' },
  'an ordinary query': {
    ...post({ query: '{ hello }' }, { accept: 'application/json' }),
    status: 406,
    code: 'NOT_ACCEPTABLE',
  },
  'an ordinary GET': { search: '?query={hello}', status: 406, code: 'NOT_ACCEPTABLE' },
  'a stream that is no event stream': {
    headers: { accept: 'application/json', ...token },
    status: 406,
    code: 'NOT_ACCEPTABLE',
  },
  'another method': { method: 'PATCH', headers: token, status: 405, code: 'METHOD_NOT_ALLOWED' },
};

describe('A malformed request about a shared stream is refused with JSON and a code', () => {
  test.each(Object.entries(SHARED))('%s', async (_what, { search = '', status, code, ...asking }) => {
    const reading = await (await ask(server.streamUrl + search, asking)).over();
    expect([reading.status, reading.code]).toEqual([status, code]);
    expect(reading.text).not.toMatch(LEAKS);
    expect(reading.headers['allow']).toBe(status === 405 ? 'GET, POST, PUT, DELETE' : undefined);
    expect(server.live.subscribed).toEqual([]);
  });

  test('stopping nothing', async () => {
    const reserved = await (await ask(server.streamUrl, { method: 'PUT' })).over();
    const headers = { [TOKEN_HEADER]: reserved.text };
    const reading = await (await ask(server.streamUrl, { method: 'DELETE', headers })).over();
    expect([reading.status, reading.code]).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('What is no stream', () => {
  test('is left to the ordinary doors', async () => {
    for (const accept of ['application/json', '*/*', 'application/json, text/event-stream']) {
      const reading = await (await ask(server.url, post({ query: '{ hello }' }, { accept }))).over();
      expect(reading.json).toEqual({ data: { lane: 'ordinary' } });
    }
  });
});

describe('Bounds and surprises', () => {
  const request = post({ query: SUBSCRIPTION }, SSE);

  test('no more streams are opened than this process may hold, until one closes', async () => {
    const small = await aStreamServer({ bounds: { streams: 2 } });
    const put = await (await ask(small.streamUrl, { method: 'PUT' })).over();
    const readings = [await ask(small.url, request), await ask(small.url, request)];
    const refused = [
      await (await ask(small.url, request)).over(),
      await (await ask(small.url, post({ query: SUBSCRIPTION }, MULTIPART))).over(),
      await (await ask(small.streamUrl, { headers: { ...SSE, [TOKEN_HEADER]: put.text } })).over(),
      await (await ask(small.streamUrl, { method: 'PUT' })).over(),
    ];
    for (const reading of refused) {
      expect([reading.status, reading.code, reading.headers['retry-after']]).toEqual([
        503,
        'TEMPORARILY_UNAVAILABLE',
        '5',
      ]);
    }
    expect(small.streams.size()).toBe(2);
    readings[0]!.leave();
    await until(() => small.streams.size() === 1);
    expect((await ask(small.url, request)).status).toBe(200);
    await small.close();
  });

  test('no more are opened while their bodies come', async () => {
    const known = Promise.withResolvers<void>();
    let asked = 0;
    const small = await aStreamServer({
      bounds: { streams: 1 },
      identify: async () => {
        asked += 1;
        await known.promise;
        return { caller: {}, identity: { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] } };
      },
    });
    const asking = [ask(small.url, request), ask(small.url, request)];
    await until(() => asked === 2);
    known.resolve();
    const statuses = (await Promise.all(asking)).map(({ status }) => status);
    expect([statuses, small.streams.size()]).toEqual([[200, 503], 1]);
    await small.close();
  });

  test('nobody’s body is waited for where no stream is opened', async () => {
    await server.streams.drain(0);
    const socket = connect(server.port, '127.0.0.1').resume();
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n' +
        'content-length: 100\r\n\r\n{"query":',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 503 /);
    socket.destroy();
  });

  test('a graph that fails ends the one stream, is logged and shows nothing', async () => {
    const { log, lines } = aLog();
    const failing = await aStreamServer({ log });
    failing.live.begins = () => {
      throw new Error('the secret');
    };
    await expect(ask(failing.url, request)).rejects.toThrow('socket hang up');
    const multipart = await (await ask(failing.url, post({ query: SUBSCRIPTION }, MULTIPART))).over();
    expect([multipart.status, multipart.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(multipart.text).not.toContain('secret');
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    await until(() => failing.streams.size() === 0);
    await failing.close();
  });

  test('a body that never ends is no stream and is cut off', async () => {
    const guarded = await aStreamServer({
      serverTimes: { headersTimeoutMs: 50, requestTimeoutMs: 100, checkEveryMs: 20 },
    });
    const socket = connect(guarded.port, '127.0.0.1').resume();
    socket.on('error', () => {});
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n' +
        'content-length: 100\r\n\r\n{"query":',
    );
    await new Promise((resolve) => socket.once('close', resolve));
    expect([guarded.live.subscribed, guarded.streams.size()]).toEqual([[], 0]);
    await guarded.close();
  });
});
