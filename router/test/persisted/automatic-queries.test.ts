import { expect, test } from '@jest/globals';
import { automaticQueries } from '../../src/persisted/automatic-queries.ts';

test('what clients register takes a bounded amount of memory', async () => {
  const { cache, get } = automaticQueries(100);
  for (let hash = 0; hash < 20; hash += 1) await cache.set(`apq:${hash}`, 'x'.repeat(20));
  await cache.set('apq:large', 'x'.repeat(200));
  const kept = Array.from({ length: 20 }, (_, hash) => get(`${hash}`)).filter((query) => query !== undefined);
  expect(kept).toHaveLength(3);
  expect([get('19'), get('large')]).toEqual(['x'.repeat(20), undefined]);
});
