import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { TailSubscription } from '@stoa/messaging';
import { lastingSource } from '../../../src/live/events/lasting-source.ts';
import { silent } from '../a-live-graph.ts';

/** Brokers that a test lets die; each knows who listens to it. */
const brokers = () => {
  const opened: {
    readonly tails: Set<TailSubscription>;
    readonly die: () => void;
    begins: Promise<void>;
    isClosed: boolean;
  }[] = [];
  const source = lastingSource((onFatal) => {
    const tails = new Set<TailSubscription>();
    const broker = { tails, die: () => onFatal(new Error('dead')), begins: Promise.resolve(), isClosed: false };
    opened.push(broker);
    return {
      tail: async (tail) => {
        await broker.begins;
        tails.add(tail);
        return { close: async () => void tails.delete(tail) };
      },
      close: async () => void (broker.isClosed = true),
    };
  }, silent);
  return { source, opened };
};
const aTail = (): TailSubscription => ({ topic: 'orders', onMessage: () => undefined, onAssigned: () => undefined });

test('a broker that cannot hear any more is replaced, and who listened listens to the next', async () => {
  const { source, opened } = brokers();
  const [stays, goes] = [aTail(), aTail()];
  await source.tail(stays);
  await (await source.tail(goes)).close();
  opened[0]?.die();
  opened[0]?.die();
  await delay(5);
  expect(opened).toHaveLength(2);
  expect(opened[0]?.isClosed).toBe(true);
  expect([...(opened[1]?.tails ?? [])]).toEqual([stays]);
  await source.close();
  opened[1]?.die();
  expect(opened).toHaveLength(2);
});

test('who begins to listen while it is replaced listens to the next', async () => {
  const { source, opened } = brokers();
  const [first] = opened;
  const begins = Promise.withResolvers<void>();
  if (first) first.begins = begins.promise;
  const tail = aTail();
  const listening = source.tail(tail);
  first?.die();
  begins.resolve();
  await listening;
  expect([[...(first?.tails ?? [])], [...(opened[1]?.tails ?? [])]]).toEqual([[], [tail]]);
  await source.close();
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'who has just begun to listen, %i turns ago, when it dies listens to the next',
  async (turns) => {
    const { source, opened } = brokers();
    const begins = Promise.withResolvers<void>();
    opened[0]!.begins = begins.promise;
    const tail = aTail();
    const listening = source.tail(tail);
    begins.resolve();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    opened[0]!.die();
    await listening;
    await delay(5);
    expect([...opened[1]!.tails]).toEqual([tail]);
    await source.close();
  },
);

test('who stops listening while it is replaced does not listen to the next', async () => {
  const { source, opened } = brokers();
  const tail = aTail();
  const listening = await source.tail(tail);
  opened[0]?.die();
  await listening.close();
  await delay(5);
  expect(opened[1]?.tails.size).toBe(0);
  await source.close();
});
