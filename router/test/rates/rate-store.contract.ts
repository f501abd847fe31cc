import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Rate, RateStore } from '../../src/rates/rate-store.ts';

export interface OpenedRateStore {
  readonly store: RateStore;
  readonly close?: () => Promise<void>;
}

const RATE: Rate = { points: 3, windowSeconds: 60 };

/** What every store of rates does. Keys are new in each test, so that a store may be shared. */
export const rateStoreContract = (name: string, open: () => Promise<OpenedRateStore> | OpenedRateStore): void => {
  describe(`a store of rates: ${name}`, () => {
    let opened: OpenedRateStore;
    let key: string;
    beforeEach(async () => {
      opened = await open();
      key = `test ${crypto.randomUUID()}`;
    });
    afterEach(() => opened.close?.());

    test('allows all points of a window and no more', async () => {
      const { store } = opened;
      const taken = [];
      for (let n = 0; n < 4; n += 1) taken.push(await store.take(key, 1, RATE));
      expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, false]);
      expect(taken.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
      for (const { resetMs } of taken) {
        expect(resetMs).toBeGreaterThan(55_000);
        expect(resetMs).toBeLessThanOrEqual(60_000);
      }
    });

    test('counts points, not takes', async () => {
      expect(await opened.store.take(key, 3, RATE)).toMatchObject({ isAllowed: true, remaining: 0 });
      expect(await opened.store.take(`${key} too`, 4, RATE)).toMatchObject({ isAllowed: false, remaining: 0 });
    });

    test('counts a point that was refused', async () => {
      await opened.store.take(key, 5, RATE);
      expect(await opened.store.take(key, 1, { ...RATE, points: 5 })).toMatchObject({ isAllowed: false });
    });

    test('counts each key by itself', async () => {
      await opened.store.take(key, 3, RATE);
      expect(await opened.store.take(`${key} too`, 1, RATE)).toMatchObject({ isAllowed: true, remaining: 2 });
    });

    test('counts takes at the same time, each', async () => {
      const taken = await Promise.all(Array.from({ length: 10 }, () => opened.store.take(key, 1, RATE)));
      expect(taken.filter(({ isAllowed }) => isAllowed)).toHaveLength(3);
    });

    test('forgets when the window ends', async () => {
      const second = { points: 1, windowSeconds: 1 };
      await opened.store.take(key, 1, second);
      const { isAllowed, resetMs } = await opened.store.take(key, 1, second);
      expect(isAllowed).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, resetMs + 20));
      expect(await opened.store.take(key, 1, second)).toMatchObject({ isAllowed: true });
    });

    test.each(['__proto__', 'constructor', ' ', 'ü:*{}'])('takes %j as a key', async (name) => {
      expect(await opened.store.take(`${key}${name}`, 3, RATE)).toMatchObject({ isAllowed: true, remaining: 0 });
      expect(await opened.store.take(`${key}${name}`, 1, RATE)).toMatchObject({ isAllowed: false });
    });
  });
};
