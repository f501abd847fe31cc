import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '../../src/refusal.ts';
import { GRAPHQL, GRAPHQL_CASES, GRAPHQL_TYPE, JSON_TYPE } from './graphql-cases.ts';
import { aFront, type AFront, type AFrontOptions } from './a-front.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

// All but the moment and the request's id.
const comparable = ({ status, headers, text }: Awaited<ReturnType<AFront['post']>>) => {
  const { date: _, 'x-request-id': requestId, ...kept } = Object.fromEntries(headers);
  return { status, headers: kept, text: text.replaceAll(requestId as string, 'its id') };
};

describe.each<[string, AFrontOptions]>([
  ['while developing', {}],
  ['with compression off', { compresses: false }],
  ['for origins that were named', { origins: ['https://shop.example'] }],
])('both lanes answer alike, %s:', (_, options) => {
  let slow: AFront;
  let fast: AFront;
  beforeAll(async () => {
    slow = await aFront({ ...options, hasFastLane: false });
    fast = await aFront(options);
  });
  afterAll(() => Promise.all([slow.close(), fast.close()]));

  test.each(Object.entries(GRAPHQL_CASES))('%s', async (_name, { body, headers, status, type, code, text }) => {
    const sent = { origin: 'https://shop.example', ...headers };
    const throughApollo = await slow.post(body, sent);
    const first = await fast.post(body, sent);
    const second = await fast.post(body, sent);
    expect(throughApollo).toMatchObject({ status, code });
    if (text !== undefined) expect(throughApollo.text).toBe(text);
    if (status !== 406)
      expect(throughApollo.headers.get('content-type')).toBe(
        type ?? (headers?.accept === GRAPHQL.accept ? GRAPHQL_TYPE : JSON_TYPE),
      );
    expect(throughApollo.headers.get('content-length')).toBe(`${Buffer.byteLength(throughApollo.text)}`);
    expect(comparable(first)).toEqual(comparable(throughApollo));
    expect(comparable(second)).toEqual(comparable(throughApollo));
  });

  test('an operation is validated once and then known', async () => {
    const before = fast.engine.learned.length;
    for (let times = 0; times < 3; times += 1) await fast.post({ query: 'query Once { version }' });
    expect(fast.engine.learned.length).toBe(before + 1);
    for (let times = 0; times < 3; times += 1) await slow.post({ query: 'query Once { version }' });
    expect(slow.engine.learned.filter((query) => query === 'query Once { version }')).toHaveLength(3);
  });
});

test('a registered hash is served without its document, in the fast lane too', async () => {
  const front = await aFront();
  const query = '{ registered: version }';
  const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } };
  expect((await front.post(persisted)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await front.post({ query, ...persisted })).json.data).toEqual({ registered: 'one' });
  const learned = front.engine.learned.length;
  expect((await front.post(persisted)).json.data).toEqual({ registered: 'one' });
  expect(front.engine.learned.length).toBe(learned);
  expect((await front.get({ extensions: JSON.stringify(persisted.extensions) })).json.data).toEqual({
    registered: 'one',
  });
  await front.close();
});

test('a document that does not fit is not registered', async () => {
  const front = await aFront();
  const query = '{ nothing }';
  const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } };
  expect((await front.post({ query, ...persisted })).code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect((await front.post(persisted)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  await front.close();
});

describe.each([true, false])('with a fast lane: %s', (hasFastLane) => {
  test('errors come before data, and extensions last', async () => {
    const front = await aFront({ hasFastLane, admissionFor: () => () => ({ extensions: { cost: 1 } }) });
    await front.post({ query: '{ version fails }' });
    const { text } = await front.post({ query: '{ version fails }' });
    expect(text).toMatch(/^{"errors":\[.*],"data":{"version":"one","fails":null},"extensions":{"cost":1}}$/);
    await front.close();
  });

  test('who is not let in gets the status, headers and code of the refusal, and nothing is run', async () => {
    const refused = {
      status: 429,
      headers: { 'retry-after': '7' },
      error: { message: 'Slower.', extensions: { code: 'RATE_LIMITED' } },
    };
    const seen: unknown[] = [];
    const front = await aFront({
      hasFastLane,
      admissionFor: (facts) => {
        seen.push(facts);
        return () => ({ refusal: refused });
      },
    });
    for (let times = 0; times < 2; times += 1) {
      const { status, headers, code } = await front.post({ query: '{ version }' }, { 'x-stoa-cost': '1' });
      expect([status, headers.get('retry-after'), code]).toEqual([429, '7', 'RATE_LIMITED']);
    }
    expect(await front.text('/metrics')).toMatch(/outcome="rate_limited",status="4xx"} [12]\n/);
    expect(seen[1]).toMatchObject({ clientAddress: '127.0.0.1', wantsCost: true, identity: { key: '' } });
    await front.close();
  });

  test('who cannot be identified is refused before anything is parsed', async () => {
    const front = await aFront({
      hasFastLane,
      identify: () => {
        throw new Refusal({
          status: 401,
          code: 'UNAUTHENTICATED',
          message: 'No.',
          headers: { 'www-authenticate': 'Bearer' },
        });
      },
    });
    const { status, headers, code } = await front.post({ query: '{ version }' });
    expect([status, headers.get('www-authenticate'), code]).toEqual([401, 'Bearer', 'UNAUTHENTICATED']);
    expect(front.engine.learned).toEqual([]);
    await front.close();
  });

  test('whom to ask who that is may take time, and what goes wrong there is masked', async () => {
    const who = {
      caller: { guest: 'g' },
      identity: { key: 'g', subject: 'g', isAuthenticated: false, scopes: [], policies: [] },
    };
    const patient = await aFront({ hasFastLane, identify: () => Promise.resolve(who) });
    for (let times = 0; times < 2; times += 1)
      expect((await patient.post({ query: '{ caller }' })).json.data).toEqual({ caller: '{"guest":"g"}' });
    const broken = await aFront({ hasFastLane, identify: () => Promise.reject(new Error('/etc/keys')) });
    const { status, text, code } = await broken.post({ query: '{ caller }' });
    expect([status, code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(text).not.toContain('/etc/keys');
    await Promise.all([patient.close(), broken.close()]);
  });

  test('an engine that breaks its word is masked', async () => {
    const front = await aFront({ hasFastLane });
    await front.post({ query: '{ version }' });
    front.engine.isClosed = true;
    const { status, text, code } = await front.post({ query: '{ version }' });
    expect([status, code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(text).not.toContain('executed after its end');
    await front.close();
  });
});
