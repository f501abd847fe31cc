import { expect, test } from '@jest/globals';
import { fairShare } from '../../src/broker/postgres/fair-share.ts';

const everyPartition = [0, 1, 2, 3, 4, 5, 6, 7];
const aShare = (share: { members: number; owned: readonly number[]; free: number }) => ({
  memberId: 'me',
  topic: 'orders' as const,
  ...share,
});

test('a lone member claims all that is free', () => {
  expect(fairShare(aShare({ members: 1, owned: [], free: 8 }), () => true)).toEqual({ toGiveBack: [], toClaim: 8 });
});

test('a member gives back what is over its share when another joins', () => {
  const share = aShare({ members: 2, owned: everyPartition, free: 0 });
  expect(fairShare(share, () => true)).toEqual({ toGiveBack: [4, 5, 6, 7], toClaim: 0 });
});

test('three members settle at three, three and two', () => {
  expect(fairShare(aShare({ members: 3, owned: [0, 1, 2], free: 2 }), () => true)).toEqual({
    toGiveBack: [],
    toClaim: 0,
  });
  expect(fairShare(aShare({ members: 3, owned: [], free: 2 }), () => true)).toEqual({ toGiveBack: [], toClaim: 2 });
});

test('a member gives back what it owns without reading it', () => {
  const share = aShare({ members: 1, owned: everyPartition, free: 0 });
  expect(fairShare(share, (partition) => partition !== 5)).toEqual({ toGiveBack: [5], toClaim: 0 });
});
