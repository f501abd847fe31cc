import { describe, expect, test } from '@jest/globals';
import type { Caller, Role } from '@stoa/kernel';
import { codes, openShelf } from './shelf/shelf.ts';

const { ask } = openShelf();

const user = (roles: Role[], scopes: string[] = []): Caller => ({
  user: { id: 'usr_1', sessionId: 'ses_1', roles, scopes },
});
const service = (...scopes: string[]): Caller => ({ service: { name: 'orders', scopes } });

const CALLERS: Readonly<Record<string, Caller>> = {
  visitor: {},
  guest: { guest: 'hash' },
  'holder of an order link': { orderAccess: 'hash' },
  customer: user(['CUSTOMER']),
  'customer with one scope of two': user(['CUSTOMER'], ['read:shelf']),
  'customer with both scopes': user(['CUSTOMER'], ['read:vault', 'read:shelf']),
  supporter: user(['CUSTOMER', 'SUPPORT']),
  admin: user(['ADMIN']),
  'subgraph without a scope': service(),
  'subgraph with another scope': service('read:shelf'),
  'subgraph with the internal scope': service('internal'),
  'customer for whom a subgraph asks': { ...user(['CUSTOMER']), ...service('internal') },
};
const NOBODY = ['visitor', 'guest', 'holder of an order link'];

const MAY: Readonly<Record<string, readonly string[]>> = {
  open: Object.keys(CALLERS),
  signedIn: Object.keys(CALLERS).filter((who) => !NOBODY.includes(who)),
  scoped: ['customer with both scopes', 'subgraph with the internal scope', 'customer for whom a subgraph asks'],
  policed: ['supporter', 'admin', 'subgraph with the internal scope', 'customer for whom a subgraph asks'],
  both: ['admin', 'subgraph with the internal scope', 'customer for whom a subgraph asks'],
  vault: Object.keys(CALLERS).filter((who) => !NOBODY.includes(who)),
};

describe.each(Object.entries(MAY))('the field %s', (field, may) => {
  test.each(Object.entries(CALLERS))('asked by a %s', async (who, caller) => {
    const answer = await ask(field === 'vault' ? '{ vault { content } }' : `{ ${field} }`, { caller });
    if (may.includes(who)) {
      expect(answer.errors).toBeUndefined();
      expect(answer.data[field]).not.toBeNull();
    } else {
      expect(codes(answer)).toEqual([NOBODY.includes(who) ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
      expect(answer.data).toEqual({ [field]: field === 'vault' ? { content: null } : null });
    }
  });
});

test('a type for signed-in callers refuses also through _entities, and the entities beside it are answered', async () => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Vault { content } ... on Book { title } } }`;
  const of = [
    { __typename: 'Vault', id: '1' },
    { __typename: 'Book', id: '1' },
  ];
  const answer = await ask(query, { variables: { of } });
  expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
  expect(answer.data._entities).toEqual([{ content: null }, { title: 'Volume 1' }]);
});
