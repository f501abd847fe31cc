import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aUserState } from '../../test/a-user.ts';
import { grantRole, revokeRole } from './roles.ts';

test('a role is granted once', () => {
  expect(grantRole('SUPPORT')(aUserState())).toMatchObject({
    state: { roles: ['CUSTOMER', 'SUPPORT'] },
    events: [{ type: 'UserRoleGranted', payload: { role: 'SUPPORT' } }],
  });
  expect(grantRole('CUSTOMER')(aUserState()).kind).toBe('unchanged');
});

test('a role is revoked once', () => {
  const admin = aUserState({ roles: ['CUSTOMER', 'ADMIN'] });
  expect(revokeRole('ADMIN', newId('usr'))(admin)).toMatchObject({
    state: { roles: ['CUSTOMER'] },
    events: [{ type: 'UserRoleRevoked', payload: { role: 'ADMIN' } }],
  });
  expect(revokeRole('SUPPORT', newId('usr'))(admin).kind).toBe('unchanged');
});

test('nobody stops being a customer, and no admin demotes themselves', () => {
  const admin = aUserState({ roles: ['CUSTOMER', 'ADMIN'] });
  expect(revokeRole('CUSTOMER', newId('usr'))(admin).kind).toBe('refused');
  expect(revokeRole('ADMIN', admin.id)(admin)).toMatchObject({ kind: 'refused', failure: { path: ['role'] } });
});
