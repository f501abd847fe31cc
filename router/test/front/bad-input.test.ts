import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aFront, type AFront } from './a-front.ts';

const GRAPHQL = { accept: 'application/graphql-response+json' };
const LEAKS = /\\n +at |node_modules|\/work|\.ts\b/;

const bytes = (...parts: (string | number)[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part])))),
  );
const nested = (levels: number) => `${'{"under":'.repeat(levels)}null${'}'.repeat(levels)}`;
const deepQuery = (levels: number) => `{ item ${'{ next '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;
const bomb = (fragments: number) =>
  [
    '{ item { ...f0 } }',
    ...Array.from(
      { length: fragments },
      (_, i) => `fragment f${i} on Item { a: next { ...f${i + 1} } b: next { ...f${i + 1} } }`,
    ),
    `fragment f${fragments} on Item { id }`,
  ].join('\n');

interface Case {
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string;
}

const MALFORMED: Record<string, Case> = {
  'no body': { body: '', status: 400, code: 'BAD_REQUEST' },
  'half a body': { body: '{"query":"{ hel', status: 400, code: 'BAD_REQUEST' },
  'invalid UTF-8 in a string': {
    body: bytes('{"query":"{ hello(name: \\"', 0xc3, 0x28, '\\") }"}'),
    status: 400,
    code: 'BAD_REQUEST',
  },
  'half a character': { body: bytes('{"query":"', 0xf0, 0x9f, '"}'), status: 400, code: 'BAD_REQUEST' },
  'another charset': {
    body: '{"query":"{ hello }"}',
    headers: { 'content-type': 'application/json; charset=utf-16' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a form': {
    body: 'query={hello}',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'plain text': {
    body: '{"query":"{ hello }"}',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'an unknown type': {
    body: '{"query":"{ hello }"}',
    headers: { 'content-type': 'application/jsonish' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'GraphQL as itself': {
    body: '{ hello }',
    headers: { 'content-type': 'application/graphql' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a batch': { body: [{ query: '{ hello }' }, { query: '{ version }' }], status: 400, code: 'BATCHING_NOT_ENABLED' },
  'an empty batch': { body: [], status: 400, code: 'BATCHING_NOT_ENABLED' },
  'a number': { body: '7', status: 400, code: 'BAD_REQUEST' },
  null: { body: 'null', status: 400, code: 'BAD_REQUEST' },
  'no query': { body: { variables: {} }, status: 400, code: 'BAD_REQUEST' },
  'an empty query': { body: { query: '' }, status: 400, code: 'BAD_REQUEST' },
  'a parsed query': { body: { query: { kind: 'Document' } }, status: 400, code: 'BAD_REQUEST' },
  'variables as a string': { body: { query: '{ hello }', variables: '{}' }, status: 400, code: 'BAD_REQUEST' },
  'variables as a list': { body: { query: '{ hello }', variables: [] }, status: 400, code: 'BAD_REQUEST' },
  'extensions as a number': { body: { query: '{ hello }', extensions: 1 }, status: 400, code: 'BAD_REQUEST' },
  'a hash that is none': {
    body: { query: '{ hello }', extensions: { persistedQuery: { version: 1, sha256Hash: {} } } },
    status: 400,
    code: 'BAD_REQUEST',
  },
  'a name that is none': { body: { query: '{ hello }', operationName: {} }, status: 400, code: 'BAD_REQUEST' },
  'more than a body may have': {
    body: { query: '{ hello }', variables: { name: 'x'.repeat(200_000) } },
    status: 413,
    code: 'REQUEST_TOO_LARGE',
  },
  'arrays without end': { body: '['.repeat(90_000), status: 400, code: 'BAD_REQUEST' },
};

const REQUEST_ERRORS: Record<string, Omit<Case, 'status'>> = {
  'an empty document': { body: { query: '   ' }, code: 'GRAPHQL_PARSE_FAILED' },
  'a document of too many words': { body: { query: `{ ${'hello '.repeat(2_100)} }` }, code: 'GRAPHQL_PARSE_FAILED' },
  'a document that is deep beyond reading': { body: { query: '{ item '.repeat(12_000) }, code: 'GRAPHQL_PARSE_FAILED' },
  'fields above one another': { body: { query: deepQuery(20) }, code: 'QUERY_TOO_DEEP' },
  'a flood of aliases': {
    body: { query: `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: __typename`).join(' ')} }` },
    code: 'TOO_MANY_ROOT_FIELDS',
  },
  'a flood of aliases below': {
    body: { query: `{ item { ${Array.from({ length: 40 }, (_, i) => `a${i}: __typename`).join(' ')} } }` },
    code: 'TOO_MANY_ALIASES',
  },
  'a flood of directives': {
    body: { query: `{ hello ${'@include(if: true) '.repeat(50)} }` },
    code: 'TOO_MANY_DIRECTIVES',
  },
  'a flood of unknown directives': {
    body: { query: `{ hello ${'@no '.repeat(500)} }` },
    code: 'TOO_MANY_DIRECTIVES',
  },
  'a fragment bomb': { body: { query: bomb(14) }, code: 'QUERY_TOO_DEEP' },
  'a subscription whose root field a variable decides': {
    body: { query: 'subscription ($if: Boolean!) { ticks @skip(if: $if) }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a fragment that holds itself': {
    body: { query: '{ item { ...a } } fragment a on Item { ...a }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments that hold one another': {
    body: { query: '{ item { ...a } } fragment a on Item { next { ...b } } fragment b on Item { next { ...a } }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a wrong enum value in the document': {
    body: { query: '{ item { color(like: BLUE) } }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a wrong scalar in the document': {
    body: { query: '{ items(first: "1") { id } }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a variable that is absent': {
    body: { query: 'query ($first: Int!) { items(first: $first) { id } }' },
    code: 'BAD_USER_INPUT',
  },
  'input objects deep in one another': {
    body: `{"query":"query ($filter: Filter) { items(first: 1, filter: $filter) { id } }","variables":{"filter":${nested(1_000).replace('null', '{"color":"BLUE"}')}}}`,
    code: 'BAD_USER_INPUT',
  },
  'a subscription by plain POST': {
    body: { query: 'subscription { ticks }' },
    code: 'OPERATION_NOT_SERVED',
  },
};

describe.each([
  ['Apollo Server’s lane', false],
  ['both lanes', true],
])('through %s', (_, hasFastLane) => {
  let front: AFront;
  beforeAll(async () => {
    front = await aFront({ hasFastLane, isProduction: true, limits: { bodyBytes: 100_000 } });
    // Known, so that the fast lane is what must refuse it.
    await front.post({ query: '{ hello }' });
  });
  afterAll(() => front.close());

  test.each(Object.entries(MALFORMED))('%s is no GraphQL request', async (_name, { body, headers, status, code }) => {
    for (const accept of [{ accept: '*/*' }, GRAPHQL]) {
      const learned = front.engine.learned.length;
      const answer = await front.post(body, { ...headers, ...accept });
      expect([answer.status, answer.code, answer.json.data]).toEqual([status, code, undefined]);
      expect(answer.headers.get('content-type')).toContain(accept === GRAPHQL ? GRAPHQL.accept : 'application/json');
      expect(answer.text).not.toMatch(LEAKS);
      expect(front.engine.learned).toHaveLength(learned);
    }
  });

  test.each(Object.entries(REQUEST_ERRORS))('%s is a request error', async (_name, { body, code }) => {
    for (let times = 0; times < 2; times += 1) {
      const answer = await front.post(body, GRAPHQL);
      expect([answer.status, answer.code, answer.json.data]).toEqual([400, code, undefined]);
      expect(answer.text).not.toMatch(LEAKS);
      expect(answer.json.errors.length).toBeLessThanOrEqual(6);
      expect((await front.post(body)).status).toBe(200);
    }
  });

  test('a value may be as deep as the body is long', async () => {
    const body = `{"query":"query ($value: Json) { echo(value: $value) }","variables":{"value":${nested(3_000)}}}`;
    for (let times = 0; times < 2; times += 1) expect((await front.post(body)).status).toBe(200);
  });

  test('neither methods nor GET do what only POST may', async () => {
    const put = await fetch(front.url, { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const write = await front.get({ query: 'mutation { write }' }, GRAPHQL);
    expect([write.status, write.headers.get('allow'), write.code]).toEqual([405, 'POST', 'BAD_REQUEST']);
    const read = await front.get({ query: '{ hello }', variables: '{}' });
    expect(read.json.data).toEqual({ hello: 'Hello you' });
    expect(front.engine.learned).not.toContain('mutation { write }');
  });

  test.each<[string, Record<string, string> | string]>([
    ['variables that are no JSON', { query: '{ hello }', variables: '{' }],
    ['variables that are a list', { query: '{ hello }', variables: '[]' }],
    ['two queries', 'query=%7Bhello%7D&query=%7Bversion%7D'],
    ['no query', {}],
  ])('a GET with %s is 400', async (_name, search) => {
    const answer = await front.get(search as Record<string, string>);
    expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('a GET that a page of another site could send is refused', async () => {
    const forged = await fetch(`${front.url}?query={hello}`);
    expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining('CSRF')]);
  });
});

describe('sockets', () => {
  const talk = (port: number, ...lines: string[]): Promise<string> =>
    new Promise((resolve) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('error', () => {});
      socket.once('close', () => resolve(heard));
    });
  const HEAD = ['POST /graphql HTTP/1.1', 'Host: a', 'Content-Type: application/json', 'Content-Length: 100'];

  test('that never finish their request are closed', async () => {
    const front = await aFront({ times: { headersTimeoutMs: 100, requestTimeoutMs: 200, checkEveryMs: 50 } });
    expect(await talk(front.port, ...HEAD, '', '{"query":')).toMatch(/^HTTP\/1.1 408 /);
    expect(await talk(front.port, 'POST /graphql HTTP/1.1', 'Host:')).toMatch(/^HTTP\/1.1 408 /);
    expect((await front.post({ query: '{ hello }' })).status).toBe(200);
    expect(await front.text('/metrics')).toContain('stoa_router_requests_in_flight 0\n');
    await front.close();
  });

  test('that never finish their headers are closed earlier', async () => {
    const front = await aFront({ times: { headersTimeoutMs: 100, requestTimeoutMs: 60_000, checkEveryMs: 50 } });
    expect(await talk(front.port, 'POST /graphql HTTP/1.1', 'Host:')).toMatch(/^HTTP\/1.1 408 /);
    await front.close();
  });

  test('that announce too much, or send it without a word, are told so', async () => {
    const front = await aFront({ limits: { bodyBytes: 1_000 } });
    const head = HEAD.slice(0, 3);
    expect(await talk(front.port, ...head, 'Content-Length: 9000000000', '', '{')).toMatch(/^HTTP\/1.1 413 /);
    const chunk = 'x'.repeat(0x800);
    expect(await talk(front.port, ...head, 'Transfer-Encoding: chunked', '', '800', chunk, '')).toMatch(/ 413 /);
    await front.close();
  });

  test('that speak no HTTP are told so and closed', async () => {
    const front = await aFront();
    expect(await talk(front.port, 'HELLO', '', '')).toMatch(/^HTTP\/1.1 400 /);
    await front.close();
  });
});
