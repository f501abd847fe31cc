import { afterEach, describe, expect, test } from '@jest/globals';
import { manifestOf, persistedOperations, type RouterOptions } from '../../../src/router.ts';
import { ask, JSON_BODY, SSE } from '../http/a-stream-server.ts';
import { aClient, aReadyClient, until } from '../websocket/a-client.ts';
import { aLiveRouter, type ALiveRouter } from './a-live-router.ts';
import { signedIn, streamOf, WAYS } from './requests.ts';
import { untilCounts } from './until-counts.ts';

let router: ALiveRouter;
const open = async (options: Partial<RouterOptions>) => void (router = await aLiveRouter(options));
afterEach(() => router.close());

const ORDER = 'subscription Follow { orderUpdated(id: "ord_1") { id version status } }';
const UNKNOWN = 'subscription { orderUpdated(id: "none") { id } }';
const STOCK = 'subscription Stock { stockChanged(variantId: "var_1") { id } }';

test('what costs more than one may spend is refused over every transport, and nothing is read', async () => {
  await open({ budgets: { default: 1, roles: {} } });
  for (const [, send] of WAYS)
    expect(
      await send(router, { query: 'subscription { orderUpdated(id: "ord_1") { id payment { status } } }' }),
    ).toContain('COST_LIMIT_EXCEEDED');
  expect(router.asked()).toBe(0);
});

test('who subscribes too often is told when to try again', async () => {
  const field = { fields: ['orderUpdated'], per: 'client' as const, points: 2, windowSeconds: 60 };
  await open({ rates: { rootFields: [field], operations: [] } });
  const first = await Promise.all([streamOf(router, { query: ORDER }), streamOf(router, { query: ORDER })]);
  await Promise.all(first.map((one) => one.until('PLACED')));
  const asked = router.asked();
  for (const [, send] of WAYS)
    expect(await send(router, { query: ORDER })).toMatch(/"RATE_LIMITED","retryAfterSeconds":\d+/);
  expect(router.asked()).toBe(asked);
  // A rate is for beginnings: what goes on costs nothing.
  router.move('ord_1', 'SHIPPED');
  await Promise.all(first.map((one) => one.until('SHIPPED')));
  for (const one of first) one.leave();
});

test('where only listed operations are served, no other one is followed over any transport', async () => {
  const manifest = manifestOf([ORDER]);
  await open({ persistedOperations: persistedOperations(JSON.stringify(manifest)), persistedMode: 'only' });
  const id = manifest.operations[0]?.id;
  for (const [, send] of WAYS) {
    expect(await send(router, { query: STOCK })).toContain('QUERY_NOT_IN_SAFELIST');
    const hash = { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } };
    expect(await send(router, { extensions: hash })).toContain('PERSISTED_QUERY_NOT_IN_LIST');
  }
  expect(router.asked()).toBe(0);
  const stream = await streamOf(router, { extensions: { persistedQuery: { version: 1, sha256Hash: id } } });
  await stream.until('PLACED');
  stream.leave();
});

test('in production messages name nothing that was not asked for', async () => {
  await open({ isProduction: true });
  for (const [, send] of WAYS) {
    expect(await send(router, { query: 'subscription { orderUpdate(id: "ord_1") { id } }' })).not.toContain(
      'Did you mean',
    );
    const introspection = 'subscription { orderUpdated(id: "ord_1") { __schema { types { name } } } }';
    expect(await send(router, { query: introspection })).toContain('GRAPHQL_VALIDATION_FAILED');
    const inputs = { query: 'subscription ($id: IDD!) { orderUpdated(id: $id) { id } }', variables: { id: '1' } };
    expect(await send(router, inputs)).not.toContain('Did you mean');
  }
  expect((await ask(`${router.origin}/metrics`)).status).toBe(404);
});

describe('Who is counted', () => {
  test('by address, whatever token of an order is made up', async () => {
    await open({ subscriptions: { perClient: 2 } });
    const client = await aReadyClient(router.socketUrl, { 'x-order-token': 'made-up-token-0000' });
    client.subscribe('1', { query: STOCK });
    client.subscribe('2', { query: STOCK });
    await until(() => client.messages.length === 2);
    for (const [, send] of WAYS)
      expect(await send(router, { query: STOCK }, { 'x-order-token': 'made-up-token-0001' })).toContain(
        'SUBSCRIPTION_LIMIT_EXCEEDED',
      );
    expect(await (await streamOf(router, { query: STOCK })).until('var_1')).toBeDefined();
    client.socket.close();
  });

  test('by the address that trusted proxies tell of, over sockets too', async () => {
    await open({ trustedProxies: 1, subscriptions: { perClient: 1 } });
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `198.51.100.7, ${address}` } });
    const ready = async (address: string) => {
      const client = await aClient(router.socketUrl, 'graphql-transport-ws', from(address));
      client.send({ type: 'connection_init', payload: { 'x-forwarded-for': '192.0.2.99' } });
      await client.next();
      client.subscribe('1', { query: STOCK });
      return client;
    };
    const [one, other] = [await ready('192.0.2.1'), await ready('192.0.2.2')];
    expect([(await one.next()).type, (await other.next()).type]).toEqual(['next', 'next']);
    const third = await ready('192.0.2.1');
    expect(await third.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } }],
    });
    const headers = { ...SSE, ...JSON_BODY, ...from('192.0.2.2').headers };
    const stream = await ask(router.url, { method: 'POST', headers, body: { query: STOCK } });
    await stream.until('SUBSCRIPTION_LIMIT_EXCEEDED');
    for (const { socket } of [one, other, third]) socket.close();
  });
});

test('what header rules pass on is passed on over every transport, and parts who shows something else', async () => {
  await open({ headers: { all: [{ propagate: { name: 'x-tenant' } }], subgraphs: {} } });
  for (const [name, send] of WAYS) {
    const tenant = name.replaceAll(' ', '-');
    await send(router, { query: UNKNOWN }, { 'x-tenant': tenant });
    expect(router.headersSeen.at(-1)).toEqual({ 'x-tenant': tenant });
  }
  const tenants = ['a', 'a', 'b'].map((tenant) =>
    streamOf(router, { query: STOCK }, { headers: { 'x-tenant': tenant } }),
  );
  const streams = await Promise.all(tenants);
  await untilCounts(router, [3, 2, 0, 3]);
  for (const stream of streams) stream.leave();
});

test('one that was signed in is read with its own rights, whoever follows the same', async () => {
  await open({});
  const mine = await streamOf(router, { query: ORDER });
  const theirs = await streamOf(router, { query: ORDER }, { headers: {} });
  await mine.until('PLACED');
  await theirs.until('NOT_FOUND');
  mine.leave();
  expect(signedIn().authorization).not.toBe('');
});
