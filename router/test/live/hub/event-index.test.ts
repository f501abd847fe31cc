import { expect, test } from '@jest/globals';
import type { EventKeys, Topic } from '@stoa/contracts';
import type { EventKey } from '../../../src/live/events/event-field.ts';
import { EventIndex, type Follower } from '../../../src/live/events/event-index.ts';

const aFollower = (value: string, field: EventKey = 'orderId', topic: Topic = 'orders') => {
  const told: EventKeys[] = [];
  const follower: Follower = { topics: [topic], field, value, heard: (keys) => told.push(keys) };
  return { follower, told };
};

test('an event finds those who follow one of its keys in its topic', () => {
  const index = new EventIndex();
  const all = {
    order: aFollower('1'),
    same: aFollower('1'),
    other: aFollower('2'),
    shop: aFollower('1', 'shopIds'),
    payment: aFollower('1', 'orderId', 'payments'),
    proto: aFollower('__proto__'),
  };
  for (const { follower } of Object.values(all)) index.add(follower);
  index.tell('orders', { orderId: '1', shopIds: ['0', '1', '1'] });
  index.tell('carts', { orderId: '1' });
  index.tell('orders', { variantIds: ['1'] });
  index.tell('orders', { orderId: '__proto__' });
  const times = Object.entries(all).map(([name, { told }]) => [name, told.length]);
  expect(Object.fromEntries(times)).toEqual({ order: 1, same: 1, other: 0, shop: 1, payment: 0, proto: 1 });
});

test('nothing is kept of those who follow no more', () => {
  const index = new EventIndex();
  const [a, b, c] = [aFollower('1'), aFollower('1'), aFollower('2', 'buyerId')];
  for (const { follower } of [a, b, c]) index.add(follower);
  index.delete(a.follower);
  index.delete(a.follower);
  index.tell('orders', { orderId: '1' });
  expect([a.told.length, b.told.length]).toEqual([0, 1]);
  expect(index.has('orders')).toBe(true);
  index.delete(b.follower);
  index.delete(c.follower);
  index.delete(aFollower('9', 'shopIds', 'carts').follower);
  expect(index.has('orders')).toBe(false);
});

test('who stops following when told of an event keeps nobody else from it', () => {
  const index = new EventIndex();
  const told: string[] = [];
  const followers = ['a', 'b', 'c'].map((name): Follower => ({
    topics: ['orders'],
    field: 'orderId',
    value: '1',
    heard: () => {
      told.push(name);
      for (const follower of followers.slice(0, 2)) index.delete(follower);
    },
  }));
  for (const follower of followers) index.add(follower);
  index.tell('orders', { orderId: '1' });
  expect(told).toEqual(['a', 'c']);
});

test('who follows several topics is told of the events of each, and of none once it has stopped', () => {
  const index = new EventIndex();
  const told: EventKeys[] = [];
  const follower: Follower = {
    topics: ['orders', 'payments'],
    field: 'orderId',
    value: '1',
    heard: (keys) => told.push(keys),
  };
  index.add(follower);
  index.tell('orders', { orderId: '1' });
  index.tell('payments', { orderId: '1', buyerId: 'usr_1' });
  index.delete(follower);
  index.tell('payments', { orderId: '1' });
  expect(told).toEqual([{ orderId: '1' }, { orderId: '1', buyerId: 'usr_1' }]);
  expect([index.has('orders'), index.has('payments')]).toEqual([false, false]);
});
