import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { ReadQueue } from '../../../src/live/read-queue.ts';

test('reads run so many at a time, in the order given, whichever ends first', async () => {
  const queue = new ReadQueue(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const read = (n: number) => () => {
    begun.push(n);
    return new Promise<void>((resolve) => (ends[n] = resolve));
  };
  for (const n of [0, 1, 2, 3, 4]) queue.add(read(n));
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await nextTurn();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[3]?.();
  ends[4]?.();
  await nextTurn();
  // All is free again.
  queue.add(read(5));
  queue.add(read(6));
  queue.add(read(7));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('ten thousand that wait are all run, and those that join them meanwhile', async () => {
  const queue = new ReadQueue(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const read = (n: number) => async () => {
    begun.push(n);
    most = Math.max(most, (running += 1));
    await Promise.resolve();
    if (n < 5_000) queue.add(read(n + 10_000));
    running -= 1;
  };
  for (let n = 0; n < 10_000; n += 1) queue.add(read(n));
  await nextTurn();
  expect(begun).toHaveLength(15_000);
  expect(new Set(begun).size).toBe(15_000);
  expect(begun.slice(0, 10_000)).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
  expect(most).toBeLessThanOrEqual(3);
});
