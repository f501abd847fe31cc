import { expect, test } from '@jest/globals';
import { severalAtOnce } from '../../src/demo/market/several-at-once.ts';

test('each item is taken once, with never more at a time than allowed', async () => {
  const taken: number[] = [];
  const counts: number[] = [];
  let running = 0;
  let most = 0;
  await severalAtOnce([1, 2, 3, 4, 5, 6, 7], {
    atMost: 3,
    each: async (item) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      taken.push(item);
      running -= 1;
    },
    after: (count) => counts.push(count),
  });
  expect(taken.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});
