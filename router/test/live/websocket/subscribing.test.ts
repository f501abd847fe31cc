import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aReadyClient, isServed, QUERY, until, type AClient } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';
import { aLiveGraph, anAnswer } from './a-live-graph.ts';

let door: ADoor;
let client: AClient;
beforeEach(async () => {
  door = await aDoor({ limits: { subscriptions: 3 } });
  client = await aReadyClient(door.url);
});
afterEach(() => door.close());

const subscribed = async (...ids: string[]) => {
  const before = door.live.all.length;
  for (const id of ids) client.subscribe(id);
  await until(() => door.live.all.length === before + ids.length);
};

describe('a subscription', () => {
  test('is sent each state, as it is written', async () => {
    await subscribed('1');
    door.live.publish(anAnswer(1));
    door.live.publish(anAnswer(2));

    const payload = (version: number) => ({ data: { order: { version } }, extensions: { cursor: String(version) } });
    expect(await client.next()).toEqual({ id: '1', type: 'next', payload: payload(1) });
    expect(await client.next()).toEqual({ id: '1', type: 'next', payload: payload(2) });
    expect(door.door.counts()).toMatchObject({ subscriptions: 1, sent: 2 });
  });

  test('is asked for with what a request has, a cursor and an id of its own', async () => {
    client.subscribe('a', { ...QUERY, operationName: 'O', variables: { id: '7' }, extensions: { cursor: 12 } });
    client.subscribe('b', { ...QUERY, extensions: { cursor: 'v12' } });
    client.subscribe('c', QUERY);
    await until(() => door.live.all.length === 3);

    const [a, b, c] = door.live.all.map(({ request }) => request);
    expect(a!.parameters).toMatchObject({ ...QUERY, operationName: 'O', variables: { id: '7' } });
    expect([a!.cursor, b!.cursor, c!.cursor]).toEqual(['12', 'v12', undefined]);
    expect(a!.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(new Set([a!.requestId, b!.requestId, c!.requestId]).size).toBe(3);
  });

  test('ends with complete, or with its errors', async () => {
    await subscribed('1', '2');
    const [one, two] = door.live.all;
    one!.subscriber.end();
    two!.subscriber.end([{ message: 'gone', extensions: { code: 'NOT_FOUND' } }]);

    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    expect(await client.next()).toEqual({
      id: '2',
      type: 'error',
      payload: [{ message: 'gone', extensions: { code: 'NOT_FOUND' } }],
    });
    expect(door.door.counts()).toMatchObject({ subscriptions: 0 });
  });

  test('that ends before it has begun is told so, once', async () => {
    const ending = await aDoor({ live: aLiveGraph(({ subscriber }) => subscriber.end([{ message: 'no' }])) });
    const other = await aReadyClient(ending.url);
    other.subscribe('1');
    other.subscribe('1');

    expect(await other.next()).toMatchObject({ id: '1', type: 'error' });
    expect(await other.next()).toMatchObject({ id: '1', type: 'error' });
    expect(ending.door.counts()).toMatchObject({ subscriptions: 0 });
    await ending.close();
  });

  test('brings nothing after its client completed it, whatever is said to it', async () => {
    await subscribed('1', '2');
    client.send({ type: 'complete', id: '1' });
    await until(() => door.live.open().length === 1);
    const { subscriber } = door.live.all[0]!;
    subscriber.next(anAnswer(1));
    subscriber.end();
    door.live.publish(anAnswer(2));

    expect(await client.next()).toMatchObject({ id: '2', type: 'next' });
    expect(client.messages).toEqual([]);
  });

  test('may be completed by both sides at once', async () => {
    await subscribed('1');
    client.send({ type: 'complete', id: '1' });
    door.live.end();
    client.send({ type: 'complete', id: '1' });
    client.send({ type: 'complete', id: 'never was' });

    await until(() => door.door.counts().subscriptions === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.messages.length = 0;
    expect(await isServed(client)).toBe(true);
  });

  test('ends with its socket', async () => {
    await subscribed('1', '2', '3');
    client.socket.close();

    await until(() => door.live.open().length === 0);
    expect(door.door.counts().subscriptions).toBe(0);
  });
});

describe('its id', () => {
  test.each(['__proto__', 'constructor', 'hasOwnProperty', '"quoted"', '\n', '🛒', '\ud800'])(
    'may be %j',
    async (id) => {
      await subscribed(id);
      door.live.publish(anAnswer(1));
      expect(await client.next()).toMatchObject({ id, type: 'next' });

      client.send({ type: 'complete', id });
      await until(() => door.live.open().length === 0);
      await subscribed(id);
    },
  );

  test.each([
    ['the first', '1'],
    ['a later one', '2'],
  ])('may be in use once: %s', async (_, id) => {
    const bystander = await aReadyClient(door.url);
    await subscribed('1', '2');
    client.subscribe(id);

    expect(await client.closed).toEqual({ code: 4409, reason: `Subscriber for ${id} already exists` });
    expect(door.live.open()).toEqual([]);
    expect(await isServed(bystander)).toBe(true);
  });

  test('that is long is told as far as there is room', async () => {
    const id = 'x'.repeat(256);
    await subscribed(id);
    client.subscribe(id);

    expect(await client.closed).toEqual({ code: 4409, reason: `Subscriber for ${id}`.slice(0, 123) });
  });

  test('is free again after the end', async () => {
    await subscribed('1');
    door.live.end();
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });

    await subscribed('1');
    door.live.publish(anAnswer(1));
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
  });
});

describe('a request that is none is answered with a coded error, and the socket goes on', () => {
  test.each<[string, unknown, string]>([
    ['no query', {}, 'A GraphQL request has a query, or names a persisted one.'],
    ['a query that is no text', { query: 7 }, 'query is a string.'],
    ['variables that are a list', { ...QUERY, variables: [] }, 'variables is an object.'],
    ['extensions that are text', { ...QUERY, extensions: 'x' }, 'extensions is an object.'],
    [
      'a cursor that is an object',
      { ...QUERY, extensions: { cursor: {} } },
      'extensions.cursor is a string or a number.',
    ],
  ])('%s', async (_, payload, message) => {
    client.subscribe('1', payload);

    expect(await client.next()).toEqual({
      id: '1',
      type: 'error',
      payload: [{ message, extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) as unknown } }],
    });
    expect(door.live.all).toEqual([]);
    await subscribed('1');
  });

  test('more subscriptions than allowed', async () => {
    await subscribed('1', '2', '3');
    client.subscribe('4');

    expect(await client.next()).toMatchObject({
      id: '4',
      type: 'error',
      payload: [{ extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } }],
    });
    client.send({ type: 'complete', id: '1' });
    client.send({ type: 'complete', id: '2' });
    await until(() => door.door.counts().subscriptions === 1);
    await subscribed('4', '5');
    door.live.publish(anAnswer(1));
    const told = [await client.next(), await client.next(), await client.next()];
    expect(told.map(({ id }) => id).toSorted()).toEqual(['3', '4', '5']);
  });
});

test('a ping is answered with its payload', async () => {
  client.send({ type: 'ping', payload: { a: [1, { b: 'ü' }], ['__proto__']: { c: 2 } } });
  expect(JSON.stringify(await client.next())).toBe('{"type":"pong","payload":{"a":[1,{"b":"ü"}],"__proto__":{"c":2}}}');

  client.send({ type: 'ping' });
  expect(await client.next()).toEqual({ type: 'pong' });
});
