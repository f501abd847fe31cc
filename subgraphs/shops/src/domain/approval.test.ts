import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../test/a-shop.ts';
import { approve, suspend } from './approval.ts';
import type { ShopStatus } from './shop.ts';

const outcome = (decision: { kind: string; state?: { status: string }; events?: readonly { type: string }[] }) =>
  decision.kind === 'changed'
    ? [decision.state?.status, ...(decision.events ?? []).map(({ type }) => type)]
    : decision.kind;

describe('a shop', () => {
  test.each<[ShopStatus, unknown]>([
    ['PENDING', ['APPROVED', 'ShopStatusChanged']],
    ['SUSPENDED', ['APPROVED', 'ShopStatusChanged']],
    ['APPROVED', 'unchanged'],
    ['CLOSED', 'refused'],
  ])('that is %s, when approved: %j', (status, expected) => {
    expect(outcome(approve(undefined)(aShop({ status })))).toEqual(expected);
  });

  test.each<[ShopStatus, unknown]>([
    ['PENDING', ['SUSPENDED', 'ShopStatusChanged']],
    ['APPROVED', ['SUSPENDED', 'ShopStatusChanged']],
    ['SUSPENDED', 'unchanged'],
    ['CLOSED', 'refused'],
  ])('that is %s, when suspended: %j', (status, expected) => {
    expect(outcome(suspend(aShop({ status })))).toEqual(expected);
  });

  test('tells its terms before its opening when it opens on another commission', () => {
    const decision = approve(500)(aShop({ status: 'PENDING' }));
    expect(outcome(decision)).toEqual(['APPROVED', 'ShopTermsChanged', 'ShopStatusChanged']);
    expect(decision).toMatchObject({ state: { commissionRate: 500 } });
  });

  test.each([-1, 10_001, 2.5])('does not open on a commission of %d', (commission) => {
    expect(approve(commission)(aShop({ status: 'PENDING' }))).toMatchObject({ failure: { kind: 'INVALID_INPUT' } });
  });
});
