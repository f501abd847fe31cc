import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { persistedOperations } from '../../src/persisted/persisted-operations.ts';
import { aDeferringRouter, eventually } from './a-deferring-router.ts';

const QUERY = '{ product(id: "prod_1") { title ... @defer(label: "rating") { rating } } }';
const BY_PATH = 'multipart/mixed;deferSpec=20220824, application/json';
const BY_ID = 'multipart/mixed;incrementalSpec=v0.2, application/json';
const PARTS = {
  [BY_PATH]: [
    '{"data":{"product":{"title":"Lamp"}},"hasNext":true}',
    '{"incremental":[{"data":{"rating":4.5},"path":["product"],"label":"rating"}],"hasNext":false}',
  ],
  [BY_ID]: [
    '{"data":{"product":{"title":"Lamp"}},"pending":[{"id":"1","path":["product"],"label":"rating"}],"hasNext":true}',
    '{"incremental":[{"id":"1","data":{"rating":4.5}}],"completed":[{"id":"1"}],"hasNext":false}',
  ],
};
const bodyOf = (parts: readonly string[]) =>
  `\r\n---${parts.map((json) => `\r\nContent-Type: application/json; charset=utf-8\r\n\r\n${json}\r\n---`).join('')}--\r\n`;

let router: Awaited<ReturnType<typeof aDeferringRouter>>;
beforeAll(async () => {
  router = await aDeferringRouter({
    persistedOperations: persistedOperations(
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'listed', name: 'Listed', type: 'query', body: `query Listed ${QUERY}` }],
      }),
    ),
  });
});
afterAll(() => router.close());

const post = (body: object, accept: string, init: RequestInit = {}) =>
  fetch(router.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    ...init,
  });
const get = (search: Record<string, string>, accept: string) =>
  fetch(`${router.url}?${new URLSearchParams(search).toString()}`, {
    headers: { accept, 'apollo-require-preflight': '1' },
  });
/** Reads a body bit by bit. */
const readerOf = ({ body }: Response) => {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  return { next: async () => decoder.decode((await reader.read()).value), cancel: () => reader.cancel() };
};
const metric = async (line: string): Promise<number> => {
  const text = await (await fetch(`${router.origin}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(line));
  return Number(found?.slice(found.lastIndexOf(' ')) ?? 0);
};

describe.each([BY_PATH, BY_ID] as const)('an answer in parts, for %s', (accept) => {
  const format = /\w+Spec=[\w.]+/.exec(accept)?.[0] ?? '';
  const expected = bodyOf(PARTS[accept]);

  test.each(['through Apollo Server', 'in the fast lane'])('is written part by part %s', async () => {
    const response = await post({ query: QUERY }, accept);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': `multipart/mixed; boundary="-"; ${format}`,
      'transfer-encoding': 'chunked',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
      vary: expect.stringContaining('accept'),
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(expected);
  });

  test('comes by GET as well, and by the id of a persisted operation', async () => {
    expect(await (await get({ query: QUERY }, accept)).text()).toBe(expected);
    expect(await (await post({ documentId: 'listed' }, accept)).text()).toBe(expected);
    expect(await (await post({ documentId: 'listed' }, accept)).text()).toBe(expected);
  });

  test('has its first part at once, however long the rest takes', async () => {
    const release = router.hold('reviews');
    const reader = readerOf(await post({ query: QUERY }, accept));
    const first = await reader.next();
    expect(first).toBe(bodyOf(PARTS[accept].slice(0, 1)).slice(0, -4));
    release();
    let rest = '';
    for (let more = await reader.next(); more; more = await reader.next()) rest += more;
    expect(first + rest).toBe(expected);
  });
});

test('the deferred fetch does not wait for the first part where it needs nothing of it', async () => {
  const release = router.hold('catalog');
  const before = router.asked('people').length;
  const answer = post({ query: '{ product(id: "prod_1") { title } ... @defer { me { name } } }' }, BY_PATH);
  await eventually(() => router.asked('people').length > before);
  release();
  const text = await (await answer).text();
  expect(text.indexOf('"Lamp"')).toBeLessThan(text.indexOf('"Ann"'));
});

describe('who does not take parts', () => {
  const whole = '{"data":{"product":{"title":"Lamp","rating":4.5}}}';
  test.each([
    'application/json',
    'application/graphql-response+json, application/json',
    '*/*',
    'multipart/mixed;q=0, application/json',
    'multipart/mixed;deferSpec=20300101, application/json',
    'multipart/form-data, application/json',
  ])('gets one answer: %s', async (accept) => {
    const response = await post({ query: QUERY }, accept);
    expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
    expect(await response.text()).toBe(whole);
  });

  test('an answer without parts is plain JSON, even for who takes nothing else', async () => {
    for (const accept of [BY_PATH, BY_ID, 'multipart/mixed']) {
      const query = 'query ($if: Boolean!) { product(id: "prod_1") { title ... @defer(if: $if) { rating } } }';
      const response = await post({ query, variables: { if: false } }, accept);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.text()).toBe(whole);
    }
    const refused = await post({ query: '{ nonsense }' }, 'multipart/mixed');
    expect(refused.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('the format is the one that is liked best, else the first; without a parameter the older', async () => {
    const formatOf = async (accept: string) => (await post({ query: QUERY }, accept)).headers.get('content-type');
    expect(await formatOf('multipart/mixed')).toContain('deferSpec=20220824');
    expect(await formatOf('Multipart/Mixed; incrementalSpec="v0.2"')).toContain('incrementalSpec=v0.2');
    expect(await formatOf('multipart/mixed;incrementalSpec=v0.2, multipart/mixed;deferSpec=20220824')).toContain(
      'v0.2',
    );
    expect(await formatOf('multipart/mixed;incrementalSpec=v0.2;q=0.5, multipart/mixed;deferSpec=20220824')).toContain(
      '20220824',
    );
  });
});

describe('a document is validated with @defer', () => {
  test.each([
    ['a label that is a variable', 'query ($l: String) { products { ... @defer(label: $l) { rating } } }'],
    ['a label twice', '{ products { ... @defer(label: "a") { rating } ... @defer(label: "a") { title } } }'],
    ['the root of a mutation', 'mutation { ... @defer { rename(id: "prod_1", title: "x") { title } } }'],
    ['the root of a subscription', 'subscription { ... @defer { greeted { name } } }'],
    ['a field', '{ products @defer { title } }'],
    ['twice at one fragment', '{ products { ... @defer @defer { title } } }'],
    ['an unknown argument', '{ products { ... @defer(when: true) { title } } }'],
  ])('%s is refused', async (_, query) => {
    const response = await post({ query }, `${BY_PATH}, application/graphql-response+json`);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('more than twenty deferred fragments have a code of their own', async () => {
    const query = (count: number) => `{ products { ${'... @defer { rating } '.repeat(count)} } }`;
    expect((await post({ query: query(20) }, BY_PATH)).headers.get('content-type')).toContain('multipart/mixed');
    const spread = `{ products { ...F ...G } } fragment F on Product { ${'... @defer { rating } '.repeat(11)} }
      fragment G on Product { id ...F }`;
    for (const many of [query(21), spread]) {
      const { errors } = (await (await post({ query: many }, BY_PATH)).json()) as {
        errors: { extensions: { code: string } }[];
      };
      expect(errors[0]?.extensions.code).toBe('TOO_MANY_DEFERRED_FRAGMENTS');
    }
  });

  test('introspection shows @defer', async () => {
    const response = await post({ query: '{ __schema { directives { name locations } } }' }, 'application/json');
    expect(await response.text()).toContain('{"name":"defer","locations":["FRAGMENT_SPREAD","INLINE_FRAGMENT"]}');
  });
});

describe('the end', () => {
  let release: () => void;
  beforeEach(() => {
    release = router.hold('reviews');
  });

  test('a client that leaves in the middle ends the fetches under way', async () => {
    const leaving = new AbortController();
    const asked = router.asked('reviews').length;
    const reader = readerOf(await post({ query: QUERY }, BY_PATH, { signal: leaving.signal }));
    await reader.next();
    await eventually(() => router.asked('reviews').length > asked);
    const fetch = router.asked('reviews').at(-1);
    expect(fetch?.signal?.aborted).toBe(false);
    leaving.abort();
    await eventually(() => fetch?.signal?.aborted === true);
    await eventually(async () => (await metric('stoa_router_requests_in_flight')) === 0);
    release();
  });

  test('the deadline ends what is still missing with a coded error', async () => {
    const hurried = await aDeferringRouter({ limits: { timeoutMs: 2_000 } });
    const ask = async () => {
      const response = await fetch(hurried.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: BY_PATH },
        body: JSON.stringify({ query: QUERY }),
      });
      return response.text();
    };
    // Its plan is made before the time is measured.
    await ask();
    hurried.hold('reviews');
    const text = await ask();
    await hurried.close();
    expect(text).toContain(`\r\n\r\n${PARTS[BY_PATH][0]}\r\n---`);
    expect(text).toMatch(
      /"incremental":\[\{"errors":\[\{.*"path":\["product"\],"extensions":\{"code":"DEADLINE_EXCEEDED".*"data":\{"rating":null\},"path":\["product"\].*"hasNext":false\}\r\n-----\r\n$/,
    );
  });

  test('a request counts once, when its last part was written, with the errors of all', async () => {
    const line = (outcome: string) => `stoa_router_requests_total{lane="fast",outcome="${outcome}",status="2xx"}`;
    const [ok, errors] = [await metric(line('ok')), await metric(line('errors'))];
    const reader = readerOf(await post({ query: QUERY }, BY_PATH));
    await reader.next();
    expect([await metric(line('ok')), await metric(line('errors'))]).toEqual([ok, errors]);
    expect(await metric('stoa_router_requests_in_flight')).toBe(1);
    release();
    while (await reader.next());
    await eventually(async () => (await metric('stoa_router_requests_in_flight')) === 0);
    expect([await metric(line('ok')), await metric(line('errors'))]).toEqual([ok + 1, errors]);
    const query = QUERY.replace('rating }', 'rating refused }');
    await (await post({ query }, BY_PATH)).text();
    await (await post({ query }, BY_PATH)).text();
    expect(await metric(line('errors'))).toBe(errors + 1);
  });
});
