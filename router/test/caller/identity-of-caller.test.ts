import { expect, test } from '@jest/globals';
import type { Caller } from '@stoa/kernel';
import { identityOfCaller } from '../../src/caller/identity-of-caller.ts';

const user = { id: 'usr_1', sessionId: 'ses_1', roles: ['CUSTOMER'], scopes: ['profile'] } as const;

test('a visitor who showed nothing has no key and no rights', () => {
  expect(identityOfCaller({})).toEqual({ key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] });
  expect(identityOfCaller({ user: undefined } as unknown as Caller).key).toBe('');
});

test('a user has roles as policies and the token’s scopes; a guest has none', () => {
  expect(identityOfCaller({ user })).toMatchObject({
    isAuthenticated: true,
    scopes: ['profile'],
    policies: ['CUSTOMER'],
  });
  expect(identityOfCaller({ guest: 'g' })).toMatchObject({ isAuthenticated: false, scopes: [], policies: [] });
});

test('a subgraph adds its scopes, and with the internal one all policies hold', () => {
  const service = { name: 'orders', scopes: ['stock'] };
  expect(identityOfCaller({ user, service })).toMatchObject({ scopes: ['profile', 'stock'], policies: ['CUSTOMER'] });
  expect(identityOfCaller({ service })).toMatchObject({ isAuthenticated: true, policies: [] });
  expect(identityOfCaller({ service: { ...service, scopes: ['internal'] } }).policies).toEqual([
    'CUSTOMER',
    'SUPPORT',
    'ADMIN',
  ]);
});

test('whatever tells callers apart is in the key', () => {
  const callers: Caller[] = [
    {},
    { user },
    { user: { ...user, id: 'usr_2' } },
    { user: { ...user, sessionId: 'ses_2' } },
    { user: { ...user, roles: ['ADMIN'] } },
    { user: { ...user, scopes: [] } },
    { guest: 'a' },
    { orderAccess: 'a' },
    { guest: 'a', orderAccess: 'a' },
    { user, guest: 'a' },
    { user, service: { name: 'orders', scopes: [] } },
    { user, service: { name: 'orders', scopes: ['internal'] } },
    { service: { name: 'orders', scopes: [] } },
  ];
  expect(new Set(callers.map((caller) => identityOfCaller(caller).key)).size).toBe(callers.length);
  const turned = { scopes: user.scopes, roles: user.roles, sessionId: user.sessionId, id: user.id };
  expect(identityOfCaller({ guest: 'a', user: turned }).key).toBe(identityOfCaller({ user, guest: 'a' }).key);
});
