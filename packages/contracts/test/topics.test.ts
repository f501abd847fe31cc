import { describe, expect, test } from '@jest/globals';
import { fnv1a, PARTITIONS, partitionOf, TOPICS } from '../src/topics.ts';

// What is written here is written in every broker's log: a change re-orders history, so this test is never adjusted.
describe('where an event goes', () => {
  test('is one of eight topics, named once and for all', () => {
    expect(TOPICS).toEqual(['users', 'products', 'inventory', 'carts', 'orders', 'payments', 'shops', 'notifications']);
  });

  test.each([
    { text: '', hash: 0x811c9dc5 },
    { text: 'a', hash: 0xe40c292c },
    { text: 'foobar', hash: 0xbf9cf968 },
  ])('is found by FNV-1a as its authors published it: $text', ({ text, hash }) => {
    expect(fnv1a(text)).toBe(hash);
  });

  test.each([
    { id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV', partition: 0 },
    { id: 'pay_01ARZ3NDEKTSV4RRFFQ69G5FAV', partition: 7 },
    { id: 'cart_01ARZ3NDEKTSV4RRFFQ69G5FAV', partition: 1 },
    { id: 'ord_00000000000000000000000000', partition: 5 },
    { id: 'Zürich', partition: 0 },
    { id: '', partition: 5 },
  ])('is the same partition of eight for ever: $id', ({ id, partition }) => {
    expect(PARTITIONS).toBe(8);
    expect(partitionOf(id)).toBe(partition);
  });

  test('is spread evenly enough over the partitions', () => {
    const counts = new Map<number, number>();
    for (let nth = 0; nth < 8_000; nth += 1) {
      const partition = partitionOf(`ord_01ARZ3NDEKTSV4RRFFQ69${String(nth).padStart(5, '0')}`);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect(counts.size).toBe(PARTITIONS);
    expect(Math.min(...counts.values())).toBeGreaterThan(700);
  });
});
