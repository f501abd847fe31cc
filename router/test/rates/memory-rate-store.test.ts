import { expect, test } from '@jest/globals';
import { memoryRateStore } from '../../src/rates/memory-rate-store.ts';
import { rateStoreContract } from './rate-store.contract.ts';

rateStoreContract('in memory', () => ({ store: memoryRateStore() }));

test('a store in memory remembers no more keys than it may, and forgets the one used longest ago', async () => {
  const store = memoryRateStore({ keys: 2 });
  const rate = { points: 5, windowSeconds: 60 };
  const left = async (key: string) => (await store.take(key, 1, rate)).remaining;
  expect([await left('a'), await left('b'), await left('a'), await left('c')]).toEqual([4, 4, 3, 4]);
  expect(await left('a')).toBe(2);
  expect(await left('b')).toBe(4);
});
