import { expect } from '@jest/globals';
import { liveCounts, type ALiveRouter } from './a-live-router.ts';

/** Waits until there are as many subscriptions, groups, sockets and streams; says how many there are when it takes too long. */
export const untilCounts = async (router: ALiveRouter, counts: readonly number[]): Promise<void> => {
  let now = await liveCounts(router);
  for (let tries = 0; tries < 150 && String(now) !== String(counts); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    now = await liveCounts(router);
  }
  expect(now).toEqual(counts);
};
