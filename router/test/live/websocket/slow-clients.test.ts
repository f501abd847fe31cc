import { afterEach, describe, expect, test } from '@jest/globals';
import { aClient, aReadyClient, isServed, until, type AClient, type Message } from './a-client.ts';
import { aDoor, type ADoor, type ADoorOptions } from './a-door.ts';
import { anAnswer } from './a-live-graph.ts';

let door: ADoor;
afterEach(() => door.close());

const PADDING = 'x'.repeat(20_000);
const aState = (version: number, about = 'order', missed?: string) => {
  const answer = anAnswer(version, about, missed);
  return { ...answer, text: answer.text.replace('{', `{"padding":"${PADDING}",`) };
};
const versionOf = (message: Message | undefined): number => message?.payload.data.order.version as number;

/** More than what the kernels keep of a connection that is not read. */
const ENOUGH = 600;

const aFollower = async (id = '1') => {
  const client = await aReadyClient(door.url);
  const before = door.live.all.length;
  client.subscribe(id);
  await until(() => door.live.all.length === before + 1);
  return client;
};
const open = async (options: ADoorOptions = {}) => (door = await aDoor(options));
const published = async (from: number, to: number, witness: AClient) => {
  for (let version = from; version <= to; version += 1) {
    door.live.publish(aState(version));
    if (version % 10 === 0) await until(() => witness.messages.at(-1)?.payload?.data.order.version === version);
  }
  await until(() => witness.messages.at(-1)?.payload?.data.order.version === to);
};

describe('a client that pauses', () => {
  test('gets the newest state when it goes on, not all that it missed; others get each', async () => {
    await open();
    const [fast, slow] = [await aFollower(), await aFollower()];
    slow.connection.pause();

    await published(1, ENOUGH, fast);

    expect(fast.messages).toHaveLength(ENOUGH);
    slow.connection.resume();
    await until(() => slow.messages.length > 0 && versionOf(slow.messages.at(-1)) === ENOUGH);
    const versions = slow.messages.map(versionOf);
    expect(versions.length).toBeLessThan(ENOUGH / 2);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));

    door.live.publish(anAnswer(ENOUGH + 1));
    await until(() => versionOf(slow.messages.at(-1)) === ENOUGH + 1);
  });

  test('is told the end after the newest state, and its id is in use until then', async () => {
    await open();
    const [fast, slow] = [await aFollower(), await aFollower()];
    slow.connection.pause();
    await published(1, ENOUGH, fast);
    door.live.end();
    await until(() => fast.messages.at(-1)!.type === 'complete');
    expect(door.door.counts().subscriptions).toBe(1);

    slow.connection.resume();
    await until(() => slow.messages.at(-1)?.type === 'complete');
    expect(versionOf(slow.messages.at(-2))).toBe(ENOUGH);
    expect(door.door.counts().subscriptions).toBe(0);
  });

  test('is told nothing more of what it completes meanwhile', async () => {
    await open();
    const [fast, slow] = [await aFollower(), await aFollower()];
    slow.connection.pause();
    await published(1, ENOUGH, fast);
    slow.send({ type: 'complete', id: '1' });
    await until(() => door.live.open().length === 1);

    slow.connection.resume();
    slow.send({ type: 'ping' });
    await until(() => slow.messages.at(-1)?.type === 'pong');
    expect(versionOf(slow.messages.at(-2))).toBeLessThan(ENOUGH);
  });

  test('cannot have answers pile up: it is not listened to until it reads', async () => {
    await open({ limits: { messagesPerSecond: 1_000_000 } });
    const [other, slow] = [await aFollower(), await aFollower()];
    slow.connection.pause();
    const before = process.memoryUsage().arrayBuffers;

    for (let sent = 0; sent < 300; sent += 1) slow.send({ type: 'ping', payload: { a: 'x'.repeat(99_000) } });
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect(slow.socket.bufferedAmount).toBeGreaterThan(1_000_000);
    expect(await isServed(other)).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    slow.connection.resume();
    await until(() => slow.messages.length === 300, 10_000);
  });

  test('for too long is cut, and only then', async () => {
    await open({ limits: { stalledMs: 2_500, heartbeatMs: 200 } });
    const [fast, slow] = [await aFollower(), await aFollower()];
    slow.connection.pause();
    await published(1, ENOUGH, fast);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(door.door.counts().sockets).toBe(2);

    await until(() => door.door.counts().sockets === 1);
    expect(door.closeCodes).toEqual([1006]);
    expect(door.live.open()).toHaveLength(1);
    fast.send({ type: 'ping' });
    await until(() => fast.messages.at(-1)!.type === 'pong');
  });

  test('again and again, but takes something in between, is not', async () => {
    await open({ limits: { stalledMs: 1_000, bufferedBytes: 1_000 } });
    const [fast, slow] = [await aFollower(), await aFollower()];
    const end = Date.now() + 3_000;
    const reading = (async () => {
      while (Date.now() < end) {
        slow.connection.pause();
        await new Promise((resolve) => setTimeout(resolve, 300));
        slow.connection.resume();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    let version = 0;
    for (const end = Date.now() + 3_000; Date.now() < end;) {
      for (let more = 0; more < 100; more += 1) door.live.publish(aState((version += 1)));
      await until(() => versionOf(fast.messages.at(-1)) === version);
    }
    await reading;

    slow.connection.resume();
    await until(() => versionOf(slow.messages.at(-1)) === version);
    expect(door.closeCodes).toEqual([]);
  });
});

describe('many that misbehave disturb nobody', () => {
  const MANY = 1_000;
  const crowd = async (one: () => Promise<AClient>): Promise<AClient[]> => {
    const clients: AClient[] = [];
    while (clients.length < MANY) clients.push(...(await Promise.all(Array.from({ length: 100 }, one))));
    return clients;
  };

  test('1,000 that never read', async () => {
    await open({ limits: { initializingPerAddress: MANY } });
    const fast = await aFollower();
    const slow = await crowd(async () => {
      const client = await aReadyClient(door.url);
      client.subscribe('1');
      return client;
    });
    await until(() => door.live.open().length === MANY + 1);
    for (const { connection } of slow) connection.pause();

    const waits: number[] = [];
    for (let version = 1; version <= 200; version += 1) {
      const began = performance.now();
      door.live.publish(aState(version));
      await until(() => fast.messages.length === version);
      waits.push(performance.now() - began);
    }

    // What each of them is owed is bounded, so that the last rounds write nothing for them and cost no more than the first.
    const median = (some: number[]) => some.toSorted((one, other) => one - other)[Math.floor(some.length / 2)]!;
    expect(median(waits.slice(-20))).toBeLessThan(Math.max(median(waits.slice(0, 20)), 20));
    fast.send({ type: 'ping' });
    await until(() => fast.messages.at(-1)!.type === 'pong');
    for (const { connection } of slow) connection.destroy();
    await until(() => door.door.counts().sockets === 1);
  });

  test('1,000 that never send connection_init', async () => {
    await open({ limits: { initializingPerAddress: MANY, initTimeoutMs: 1_500 } });
    const fast = await aFollower();
    const silent = await crowd(() => aClient(door.url));
    expect(door.door.counts().initializing).toBeGreaterThan(0);
    door.live.publish(anAnswer(1));
    expect(versionOf(await fast.next())).toBe(1);

    const ends = await Promise.all(silent.map(({ closed }) => closed));

    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([4408]));
    await until(() => door.door.counts().sockets === 1);
    expect(door.door.counts().initializing).toBe(0);
    expect(await isServed(fast)).toBe(true);
  });
});
