import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aClient, aReadyClient, until } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';

let door: ADoor;
beforeEach(async () => {
  door = await aDoor({ limits: { heartbeatMs: 500 } });
});
afterEach(() => door.close());

const aMuteClient = async () => {
  const client = await aClient(door.url, 'graphql-transport-ws', { autoPong: false });
  client.send({ type: 'connection_init' });
  await client.next();
  let pings = 0;
  client.socket.on('ping', () => (pings += 1));
  return { ...client, pings: () => pings };
};

describe('a client that is silent', () => {
  test('is asked for a sign of life, and stays when it gives one', async () => {
    const client = await aReadyClient(door.url);
    let pings = 0;
    client.socket.on('ping', () => (pings += 1));

    await until(() => pings >= 4);
    expect(door.closeCodes).toEqual([]);
  });

  test('is cut when it gives none', async () => {
    const client = await aMuteClient();
    client.subscribe('1');

    expect(await client.closed).toMatchObject({ code: 1006 });
    expect(client.pings()).toBe(1);
    await until(() => door.closeCodes.length === 1);
    expect(door.closeCodes).toEqual([1006]);
    expect(door.live.open()).toEqual([]);
  });

  test('may give it by saying anything', async () => {
    const client = await aMuteClient();
    const talk = setInterval(() => client.send({ type: 'pong' }), 300);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    clearInterval(talk);

    expect(door.closeCodes).toEqual([]);
  });
});

test('a process that was stopped for a while does not take for gone who answered meanwhile', async () => {
  const client = await aReadyClient(door.url);
  let isPinged = false;
  client.socket.once('ping', () => {
    isPinged = true;
    for (const end = Date.now() + 2_000; Date.now() < end;);
  });
  await until(() => isPinged);
  await new Promise((resolve) => setTimeout(resolve, 200));

  expect(door.closeCodes).toEqual([]);
});

test('sockets that come at once are not asked at once', async () => {
  const spread = await aDoor({ limits: { heartbeatMs: 3_000 } });
  const times: number[] = [];
  for (let more = 0; more < 30; more += 1) {
    const client = await aReadyClient(spread.url);
    client.socket.once('ping', () => times.push(Date.now()));
  }

  await until(() => times.length === 30);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1_000);
  await spread.close();
});
