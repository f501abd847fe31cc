import { describe, expect, test } from '@jest/globals';
import { anonymous, hasRole, hasServiceScope, receiptScope, type Caller } from '../src/caller.ts';

const buyer: Caller = { user: { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: [] } };

describe('a caller', () => {
  test('has a role when it has any of those asked for', () => {
    expect(hasRole(buyer, 'CUSTOMER')).toBe(true);
    expect(hasRole(buyer, 'ADMIN', 'CUSTOMER')).toBe(true);
    expect(hasRole(buyer, 'ADMIN', 'SUPPORT')).toBe(false);
    expect(hasRole(anonymous, 'CUSTOMER')).toBe(false);
  });

  test('has the scopes of its service only', () => {
    expect(hasServiceScope({ service: { name: 'orders', scopes: ['internal'] } }, 'internal')).toBe(true);
    expect(hasServiceScope({ ...buyer, user: { ...buyer.user!, scopes: ['internal'] } }, 'internal')).toBe(false);
  });

  test('owns its idempotency keys as the user, else as the guest, else as who holds the order link', () => {
    expect(receiptScope({ ...buyer, guest: 'g', orderAccess: 'o' })).toBe('user:usr_1');
    expect(receiptScope({ guest: 'g', orderAccess: 'o' })).toBe('guest:g');
    expect(receiptScope({ orderAccess: 'o' })).toBe('order:o');
    expect(receiptScope(anonymous)).toBeUndefined();
  });
});
