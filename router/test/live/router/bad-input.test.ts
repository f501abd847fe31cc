import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { post } from '../../a-router.ts';
import { aClient, aReadyClient, until } from '../websocket/a-client.ts';
import { aLiveRouter, type ALiveRouter } from './a-live-router.ts';
import { FOLLOWERS, type Follower } from './followers.ts';
import { signedIn, WAYS, type Payload } from './requests.ts';
import { untilCounts } from './until-counts.ts';

let router: ALiveRouter;
let bystanders: readonly Follower[];
let asked: number;
beforeAll(async () => {
  router = await aLiveRouter({ sockets: { initTimeoutMs: 300 } });
  const headers = signedIn();
  bystanders = ['graphql-ws', 'graphql-sse, one connection each', 'Apollo Client over multipart'].map((name) =>
    FOLLOWERS[name]!(router, { headers }),
  );
  await until(() => bystanders.every(({ told }) => told.length > 0));
});
beforeEach(() => void (asked = router.asked()));

// Whoever sent it, others are told the next state, which is the only thing that is read.
afterEach(async () => {
  const status = `AFTER_${asked}`;
  router.move('ord_1', status);
  await until(() => bystanders.every((one) => one.status() === status && one.endedWith() === undefined));
  expect(router.asked() - asked).toBe(1);
});
afterAll(async () => {
  for (const { stop } of bystanders) stop();
  await untilCounts(router, [0, 0, 0, 0]);
  expect(router.lines.filter(({ level }) => level !== 'debug' && level !== 'info')).toEqual([]);
  await router.close();
});

const errors = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
const many = (count: number, field: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => field(n)).join(' ');
const deep = (levels: number) => `{ orderUpdated(id: "ord_1") ${'{ payment '.repeat(levels)} ${'}'.repeat(levels)} }`;

const BAD: Readonly<Record<string, readonly [Payload, string]>> = {
  'no GraphQL': [{ query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
  'a document of more tokens than one may have': [
    { query: `subscription { ${many(20_000, () => 'x')} }` },
    'GRAPHQL_PARSE_FAILED',
  ],
  'a field that is not there': [{ query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  'more root fields than one': [
    { query: 'subscription { orderUpdated(id: "ord_1") { id } stockChanged(variantId: "var_1") { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a root field that a variable decides': [
    {
      query: 'subscription ($if: Boolean!) { orderUpdated(id: "ord_1") @skip(if: $if) { id } }',
      variables: { if: true },
    },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a root field of introspection': [{ query: 'subscription { __typename }' }, 'GRAPHQL_VALIDATION_FAILED'],
  'a root field by the name of a prototype': [
    { query: 'subscription { __proto__ { id } constructor { id } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a query': [{ query: '{ order(id: "ord_1") { id } }' }, 'OPERATION_NOT_SERVED'],
  'a mutation': [{ query: 'mutation { orderCancel(id: "ord_1") }' }, 'OPERATION_NOT_SERVED'],
  'several operations and no name': [
    {
      query: 'subscription A { orderUpdated(id: "ord_1") { id } } subscription B { orderUpdated(id: "ord_1") { id } }',
    },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  'the name of no operation': [
    { query: 'subscription A { orderUpdated(id: "ord_1") { id } }', operationName: '__proto__' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  'a variable of a wrong type': [
    { query: 'subscription ($id: ID!) { orderUpdated(id: $id) { id } }', variables: { id: { constructor: 1 } } },
    'BAD_USER_INPUT',
  ],
  'variables that are none': [
    { query: 'subscription { orderUpdated(id: "ord_1") { id } }', variables: [] },
    'BAD_REQUEST',
  ],
  'no document at all': [{}, 'BAD_REQUEST'],
  'a document that is no text': [{ query: 7 }, 'BAD_REQUEST'],
  'a cursor that can be none': [
    { query: 'subscription { orderUpdated(id: "ord_1") { id } }', extensions: { cursor: {} } },
    'BAD_REQUEST',
  ],
  'a hash that nobody knows': [
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } },
    'PERSISTED_QUERY_NOT_FOUND',
  ],
  'more aliases than one may have': [
    { query: `subscription { orderUpdated(id: "ord_1") { ${many(500, (n) => `a${n}: id`)} } }` },
    'TOO_MANY_ALIASES',
  ],
  'too many levels': [{ query: `subscription ${deep(200)}` }, 'QUERY_TOO_DEEP'],
};

describe.each(WAYS)('over %s', (_, send) => {
  test.each(Object.entries(BAD))('%s is refused with its code', async (__, [payload, code]) => {
    expect(await send(router, payload)).toContain(`"code":"${code}"`);
    expect(errors).toContain(`| \`${code}\` |`);
    expect(router.asked()).toBe(asked);
  });
});

describe('over a plain request', () => {
  const query = 'subscription { orderUpdated(id: "ord_1") { id } }';

  test.each(['application/json', 'application/graphql-response+json', 'multipart/mixed;deferSpec=20220824'])(
    'by POST, accepting %s, a subscription is not served',
    async (accept) => {
      const { errors: told } = await post(router.url, JSON.stringify({ query }), { accept, ...signedIn() });
      expect(told?.[0]?.extensions.code).toBe('OPERATION_NOT_SERVED');
      expect(router.asked()).toBe(asked);
    },
  );

  test('by GET nothing but queries is served', async () => {
    const response = await fetch(`${router.url}?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'application/json', 'apollo-require-preflight': '1', ...signedIn() },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('over a socket', () => {
  const query = { query: 'subscription { orderUpdated(id: "ord_1") { id version } }' };
  const init = { type: 'connection_init' };
  type Said = readonly (object | string | Buffer)[];

  test.each<[string, Said, number]>([
    ['subscribe before connection_init', [{ id: '1', type: 'subscribe', payload: query }], 4401],
    ['connection_init twice', [init, init], 4429],
    ['a binary frame', [Buffer.from(JSON.stringify(init))], 4400],
    ['no JSON', ['{'], 4400],
    ['a list', [[init]], 4400],
    ['an unknown type', [{ type: '__proto__' }], 4400],
    ["a server's message", [init, { type: 'connection_ack' }], 4400],
    ['subscribe without an id', [init, { type: 'subscribe', payload: query }], 4400],
    ['subscribe without a payload', [init, { id: '1', type: 'subscribe' }], 4400],
    ['a frame over the limit', [JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(200_000) } })], 1009],
    ['a payload of connection_init that is none', [{ type: 'connection_init', payload: [] }], 4400],
    ['a token that is no text', [{ type: 'connection_init', payload: { authorization: {} } }], 4400],
    ['two of them in a header', [{ type: 'connection_init', payload: { authorization: 'Bearer a\r\nx: y' } }], 4400],
    ['nothing', [], 4408],
  ])('%s closes it with the code of the protocol', async (_, said, code) => {
    const client = await aClient(router.socketUrl);
    for (const one of said) client.send(one);
    expect((await client.closed).code).toBe(code);
    expect(errors).toContain(code === 1009 ? '| 1009 |' : `| ${code} |`);
    expect(router.asked()).toBe(asked);
  });

  test.each([[['graphql-ws']], [['a', 'b']], [[]]])('subprotocols %j are not spoken', async (protocols) => {
    const client = await aClient(router.socketUrl, protocols);
    expect((await client.closed).code).toBe(4406);
  });

  test('an id that is in use closes it, and its subscriptions with it', async () => {
    const client = await aReadyClient(router.socketUrl);
    client.subscribe('constructor', { query: 'subscription { stockChanged(variantId: "var_1") { id } }' });
    await client.next();
    asked = router.asked();
    client.subscribe('constructor', query);
    expect(await client.closed).toMatchObject({ code: 4409 });
  });

  test.each(['/elsewhere', '/graphql/stream', '/metrics'])('%s leads to none', async (path) => {
    const refused = aClient(`${router.socketUrl.replace('/graphql', '')}${path}`);
    await expect(refused).rejects.toThrow('404');
  });
});
