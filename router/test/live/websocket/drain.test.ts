import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { aClient, aReadyClient, until } from './a-client.ts';
import { aDoor, type ADoor } from './a-door.ts';
import { anAnswer } from './a-live-graph.ts';

let doors: ADoor[] = [];
afterEach(async () => {
  await Promise.all(doors.map((door) => door.close()));
  doors = [];
});
const open = async (options = {}): Promise<ADoor> => {
  const door = await aDoor(options);
  doors.push(door);
  return door;
};

describe('draining', () => {
  test('closes all with 1001, one after the other, within its time', async () => {
    const door = await open();
    const clients = await Promise.all(Array.from({ length: 20 }, () => aReadyClient(door.url)));
    const times: number[] = [];
    const began = Date.now();
    const ends = clients.map(async ({ closed }) => {
      const end = await closed;
      times.push(Date.now() - began);
      return end;
    });

    await door.door.drain(1_000);

    expect(Date.now() - began).toBeLessThan(1_200);
    expect(new Set((await Promise.all(ends)).map(({ code, reason }) => `${code} ${reason}`))).toEqual(
      new Set(['1001 Going away']),
    );
    const inFirstHalf = times.filter((time) => time < 400).length;
    expect(inFirstHalf).toBeGreaterThan(4);
    expect(inFirstHalf).toBeLessThan(16);
    expect(door.door.counts()).toMatchObject({ sockets: 0, subscriptions: 0 });
  });

  test('serves those that are not closed yet, and takes no new ones', async () => {
    const door = await open();
    const clients = await Promise.all(Array.from({ length: 5 }, () => aReadyClient(door.url)));
    for (const client of clients) client.subscribe('1');
    await until(() => door.live.open().length === 5);
    const drained = door.door.drain(500);

    door.live.publish(anAnswer(1));
    await Promise.all(clients.map((client) => client.next()));
    await expect(aClient(door.url)).rejects.toThrow('503');
    await drained;
    expect(door.live.open()).toEqual([]);
  });

  test('cuts who does not confirm', async () => {
    const door = await open();
    const client = await aReadyClient(door.url);
    client.connection.pause();

    const began = Date.now();
    await door.door.drain(300);

    expect(Date.now() - began).toBeLessThan(1_500);
    expect(door.closeCodes).toEqual([1001]);
    client.connection.destroy();
  });

  test('of nobody is over at once', async () => {
    const door = await open();
    await door.door.drain(60_000);
  });

  test('makes clients of graphql-ws go on elsewhere', async () => {
    const [first, second] = [await open(), await open()];
    const urls = [first.url, second.url];
    const client = createClient({
      url: () => urls.shift() ?? second.url,
      webSocketImpl: WebSocket,
      retryWait: async () => undefined,
    });
    const results = client.iterate({ query: 'subscription { order { version } }' });
    const next = async () => (await results.next()).value as unknown;
    const before = next();
    await until(() => first.live.open().length === 1);
    first.live.publish(anAnswer(1));
    expect(await before).toMatchObject({ data: { order: { version: 1 } } });

    const after = next();
    await first.door.drain(100);
    await until(() => second.live.open().length === 1);
    second.live.publish(anAnswer(2));
    expect(await after).toMatchObject({ data: { order: { version: 2 } } });
    await client.dispose();
  });
});
