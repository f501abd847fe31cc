import { once } from 'node:events';
import { request as send, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CALLER_HEADER, signCaller } from '../src/caller-token.ts';
import { createHttpShell } from '../src/http-shell.ts';
import { openShelf } from './shelf/shelf.ts';

const KEY = 'k'.repeat(32);
const { open, logged } = openShelf();
let isReady = true;
let server: Server;
let url: string;

beforeAll(async () => {
  const log = { error: (fields: object) => void logged.push({ level: 'error', fields: fields as never }) } as never;
  const check = () => (isReady ? Promise.resolve() : Promise.reject(new Error('secret: 10.0.0.7 is away')));
  server = createHttpShell({
    subgraph: { handle: open.handle, http: open.http, check },
    routerKey: KEY,
    log,
    bodyLimit: 1_000,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const signed = (body: string, key = KEY) => {
  const claims = { caller: {}, requestId: 'request-1', deadline: Date.now() + 5_000 };
  return { [CALLER_HEADER]: signCaller(key, claims, body, Date.now()) };
};
const post = (body: string, headers: Record<string, string> = signed(body)) =>
  fetch(`${url}/graphql`, { method: 'POST', body, headers });
const codeOf = async (answer: Response) =>
  ((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code;
const QUESTION = JSON.stringify({ query: '{ open }' });

describe('the graph behind the shell', () => {
  test('answers its router', async () => {
    const answer = await post(QUESTION);
    expect([answer.status, await answer.json()]).toEqual([200, { data: { open: 'open' } }]);
  });

  test('answers a question with variables, a name and nulls', async () => {
    const body = JSON.stringify({
      query: 'query A($n: Int!) { twice(of: $n) } query B { open }',
      operationName: 'A',
      variables: { n: 4 },
    });
    expect(await (await post(body)).json()).toEqual({ data: { twice: 8 } });
    const nulls = JSON.stringify({ query: '{ open }', operationName: null, variables: null });
    expect(await (await post(nulls)).json()).toEqual({ data: { open: 'open' } });
  });

  test.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with another subgraph’s token', signed(QUESTION, 'o'.repeat(32))],
    ['with a token for another question', signed('{"query":"{ price { amount } }"}')],
    ['with a token that is none', { [CALLER_HEADER]: 'let me in' }],
  ])('refuses everybody else: %s', async (_, headers) => {
    const answer = await post(QUESTION, headers);
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'CALLER_REFUSED']);
  });

  test.each([
    '{"query":',
    'null',
    '[]',
    '"text"',
    '{}',
    '{"query":7}',
    '{"query":"{ open }","variables":"x"}',
    '{"query":"{ open }","variables":[1]}',
    '\u0000',
    '',
  ])('answers a body that is no question with 400 and a code: %p', async (body) => {
    const before = logged.length;
    const answer = await post(body);
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
    expect(logged).toHaveLength(before);
  });

  test('refuses a body that is too large, and the refusal arrives', async () => {
    const answer = await post(JSON.stringify({ query: `{ open } # ${'x'.repeat(2_000_000)}` }));
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'BAD_REQUEST']);
    expect((await post(QUESTION)).status).toBe(200);
  });

  test('takes POST only', async () => {
    const answer = await fetch(`${url}/graphql`);
    expect([answer.status, await codeOf(answer)]).toEqual([405, 'BAD_REQUEST']);
  });
});

describe('health', () => {
  test('is live as long as the process answers, and ready as long as its database does', async () => {
    const statuses = async () => [
      (await fetch(`${url}/health/live`)).status,
      (await fetch(`${url}/health/ready`)).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    isReady = false;
    expect(await statuses()).toEqual([200, 503]);
    expect(await (await fetch(`${url}/health/ready`)).text()).not.toContain('secret');
    isReady = true;
  });
});

describe('pages behind the shell', () => {
  test('are sent with their status, headers and every cookie', async () => {
    const answer = await fetch(`${url}/hooks/press`, { method: 'POST', body: 'raw  bytes' });
    expect([answer.status, await answer.text()]).toEqual([202, 'raw  bytes']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('are sent to HEAD without their body', async () => {
    const answer = await fetch(`${url}/covers/7`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('that are not there are 404', async () => {
    const answer = await fetch(`${url}/nowhere`);
    expect([answer.status, await codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
  });

  test('that fail are 500 without a word of why, and logged', async () => {
    const before = logged.length;
    const answer = await fetch(`${url}/broken?s=opens-the-page`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    expect(logged).toHaveLength(before + 1);
    // What stands behind the question mark may be a secret link.
    expect(logged.at(-1)?.fields).toMatchObject({ path: '/broken' });
    expect(JSON.stringify(logged.at(-1))).not.toContain('opens-the-page');
  });

  test('asked for by what is hardly HTTP are 400, not a fault of ours', async () => {
    const before = logged.length;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      send(`${url}/covers/7`, { method: 'TRACE' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET /covers/7 HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(logged).toHaveLength(before);
  });
});
