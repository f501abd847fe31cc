import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ANYBODY } from '../../../src/front/identify.ts';
import { Refusal } from '../../../src/refusal.ts';
import { until } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';
import { anAnswer } from './a-live-graph.ts';

let door: ADoor;
let client: Client;
let token: string;
beforeEach(async () => {
  token = 'good';
  let isFirst = true;
  door = await aDoor({
    identify: ({ headers }) => {
      if (headers.authorization === 'Bearer bad')
        throw new Refusal({ status: 401, code: 'UNAUTHENTICATED', message: 'no' });
      const expiresAt = headers.authorization === 'Bearer short' && isFirst ? Date.now() + 300 : undefined;
      isFirst = false;
      return { ...ANYBODY, expiresAt };
    },
  });
  client = createClient({
    url: door.url,
    webSocketImpl: WebSocket,
    connectionParams: () => ({ authorization: `Bearer ${token}` }),
    retryAttempts: 2,
    retryWait: async () => undefined,
  });
});
afterEach(async () => {
  await client.dispose();
  await door.close();
});

const follow = () => {
  const results: unknown[] = [];
  let end: unknown;
  const stop = client.subscribe(
    { query: 'subscription { order { version } }', extensions: { cursor: '7' } },
    { next: (result) => results.push(result), error: (error) => (end = error), complete: () => (end = 'complete') },
  );
  return { results, end: () => end, stop };
};

describe('a client of graphql-ws', () => {
  test('connects when it subscribes, is sent states, and leaves when it has no more subscriptions', async () => {
    expect(door.door.counts().sockets).toBe(0);
    const [one, other] = [follow(), follow()];
    await until(() => door.live.open().length === 2);
    expect(door.door.counts().sockets).toBe(1);
    expect(door.live.all[0]!.request.cursor).toBe('7');

    door.live.publish(anAnswer(8));
    await until(() => one.results.length === 1 && other.results.length === 1);
    expect(one.results[0]).toMatchObject({ data: { order: { version: 8 } }, extensions: { cursor: '8' } });

    one.stop();
    await until(() => door.live.open().length === 1);
    other.stop();
    await until(() => door.door.counts().sockets === 0);
    expect(door.live.open()).toEqual([]);
    expect([one.end(), other.end()]).toEqual(['complete', 'complete']);
  });

  test('is told the end, with its reason', async () => {
    const [one, other] = [follow(), follow()];
    await until(() => door.live.open().length === 2);
    const reason = { message: 'no', extensions: { code: 'NOT_FOUND' } };
    door.live.all[0]!.subscriber.end([reason]);
    door.live.all[1]!.subscriber.end();

    await until(() => one.end() !== undefined && other.end() !== undefined);
    expect([one.end(), other.end()]).toEqual([[reason], 'complete']);
  });

  test('comes again with a new token when the old one has expired', async () => {
    token = 'short';
    const { results } = follow();
    await until(() => door.live.open().length === 1);
    await until(() => door.closeCodes.includes(4403));
    await until(() => door.live.open().length === 1);

    door.live.publish(anAnswer(2));
    await until(() => results.length === 1);
    expect(door.live.all).toHaveLength(2);
  });

  test('learns that its token does not hold', async () => {
    token = 'bad';
    const { end } = follow();

    await until(() => end() !== undefined);
    expect(end()).toMatchObject({ code: 4403, reason: 'Forbidden' });
    // 4403 may be a matter of another token: the client tries as often as it is told to.
    expect(door.closeCodes).toEqual([4403, 4403, 4403]);
  });

  test('keeps its connection alive with pings', async () => {
    let pongs = 0;
    const lively = createClient({
      url: door.url,
      webSocketImpl: WebSocket,
      lazy: false,
      keepAlive: 50,
      on: { pong: () => (pongs += 1) },
    });
    await until(() => pongs > 3);
    await lively.dispose();
  });
});
