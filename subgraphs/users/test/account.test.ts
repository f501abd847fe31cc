import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aService, aUser, type TestSubgraph } from '@stoa/testing';
import { addressDetails } from './a-user.ts';
import { openUsers, registered } from './open-users.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openUsers();
});
afterAll(() => subgraph.close());

const FIELDS = `id email displayName isEmailVerified roles addresses { id } createdAt defaultShippingAddress { id }`;
const VIEWER = `query ($id: ID!) { viewer { ${FIELDS} address(id: $id) { city } } }`;
const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { ${FIELDS} } } }`;
const ADDRESS = `{ id name city isDefaultShipping isDefaultBilling } userErrors { __typename ... on UserError { code path } }`;
const ADD = `mutation ($input: AddressAddInput!) { addressAdd(input: $input) { address ${ADDRESS} } }`;
const UPDATE = `mutation ($input: AddressUpdateInput!) { addressUpdate(input: $input) { address ${ADDRESS} } }`;
const DEFAULT = `mutation ($input: AddressSetDefaultInput!) { addressSetDefault(input: $input) { address ${ADDRESS} } }`;
const REMOVE = `mutation ($input: AddressRemoveInput!) { addressRemove(input: $input) {
  user { addresses { id } defaultShippingAddress { id } } userErrors { __typename ... on UserError { code path } } } }`;
const GRANT = `mutation ($input: UserGrantRoleInput!) { userGrantRole(input: $input) {
  user { roles } userErrors { __typename ... on UserError { code path } } } }`;
const REVOKE = `mutation ($input: UserRevokeRoleInput!) { userRevokeRole(input: $input) {
  user { roles } userErrors { __typename ... on UserError { code path } } } }`;

const asked = (users: { id: string }[]) => ({ r: users.map(({ id }) => ({ __typename: 'User', id })) });
const add = async (caller: object, change: object = {}, more: object = {}) => {
  const answer = await subgraph.as(caller).ask(ADD, { input: { address: addressDetails(change), ...more } });
  return answer.data.addressAdd as {
    address: { id: string; isDefaultShipping: boolean } | null;
    userErrors: { path: string[] }[];
  };
};

test('a visitor is nobody', async () => {
  expect(await subgraph.as().ask('{ viewer { id } }')).toEqual({ data: { viewer: null } });
});

test('the viewer with the whole address book costs one statement', async () => {
  const { caller, id, email } = await registered(subgraph);
  const { address } = await add(caller);
  subgraph.statements();
  const answer = await subgraph.as(caller).ask(VIEWER, { id: address?.id });
  expect(answer.data.viewer).toMatchObject({
    id,
    email,
    addresses: [address && { id: address.id }],
    address: { city: 'Berlin' },
  });
  expect(subgraph.statements()).toHaveLength(1);
});

test('a batch of 20 accounts costs one statement and comes in the order asked, null where there is none', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => registered(subgraph)));
  const wanted = [...people.toReversed(), { id: newId('usr') }];
  subgraph.statements();
  const answer = await subgraph.as(aService('orders')).ask(ENTITIES, asked(wanted));
  expect(subgraph.statements()).toHaveLength(1);
  expect(answer.data._entities.map((user: { email: string } | null) => user?.email ?? null)).toEqual([
    ...people.toReversed().map(({ email }) => email),
    null,
  ]);
});

test('of somebody else only the id is told', async () => {
  const { id, caller } = await registered(subgraph);
  await add(caller);
  const answer = await subgraph.as(aUser()).ask(ENTITIES, asked([{ id }]));
  expect(answer).toEqual({
    data: {
      _entities: [
        {
          id,
          email: null,
          displayName: null,
          isEmailVerified: null,
          roles: [],
          addresses: [],
          createdAt: null,
          defaultShippingAddress: null,
        },
      ],
    },
  });
});

test('support sees every account, customers are refused', async () => {
  const { id, email } = await registered(subgraph);
  const USER = 'query ($id: ID!) { user(id: $id) { email } }';
  expect((await subgraph.as(aUser({ roles: ['SUPPORT'] })).ask(USER, { id })).data.user).toEqual({ email });
  expect((await subgraph.as(aUser()).ask(USER, { id })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('an address is added, becomes the default, is changed, and is taken out', async () => {
  const { caller, id } = await registered(subgraph);
  const home = await add(caller);
  expect(home).toMatchObject({ address: { isDefaultShipping: true, isDefaultBilling: true }, userErrors: [] });
  const office = await add(caller, { city: 'Hamburg' });
  expect(office).toMatchObject({ address: { isDefaultShipping: false, isDefaultBilling: false } });

  const [homeId, officeId] = [home.address?.id, office.address?.id];
  const made = await subgraph.as(caller).ask(DEFAULT, { input: { addressId: officeId, uses: ['SHIPPING'] } });
  expect(made.data.addressSetDefault.address).toMatchObject({ isDefaultShipping: true, isDefaultBilling: false });
  const changed = await subgraph
    .as(caller)
    .ask(UPDATE, { input: { addressId: homeId, address: addressDetails({ city: 'Bonn' }) } });
  expect(changed.data.addressUpdate.address).toMatchObject({ id: homeId, city: 'Bonn', isDefaultBilling: true });
  const removed = await subgraph.as(caller).ask(REMOVE, { input: { addressId: officeId } });
  expect(removed.data.addressRemove).toEqual({
    user: { addresses: [{ id: homeId }], defaultShippingAddress: null },
    userErrors: [],
  });
  const { rows } = await subgraph.pool.query('SELECT id FROM addresses WHERE user_id = $1', [id]);
  expect(rows).toEqual([{ id: homeId }]);
  expect((await subgraph.announced(id)).slice(2)).toEqual(new Array(5).fill('AddressBookChanged'));
});

test('of three addresses added at once all stay, and exactly one was the first', async () => {
  const { caller } = await registered(subgraph);
  const added = await Promise.all([add(caller), add(caller), add(caller)]);
  expect(added.filter(({ address }) => address?.isDefaultShipping)).toHaveLength(1);
  const answer = await subgraph.as(caller).ask(VIEWER, { id: 'addr_none' });
  expect(answer.data.viewer.addresses).toHaveLength(3);
  expect(answer.data.viewer.address).toBeNull();
});

test('an address that cannot be used is told with its path', async () => {
  const { caller } = await registered(subgraph);
  expect(await add(caller, { countryCode: 'US', postalCode: '94103' })).toEqual({
    address: null,
    userErrors: [{ __typename: 'InvalidInput', code: 'INVALID_INPUT', path: ['address', 'region'] }],
  });
});

test.each([
  ['changed', UPDATE, 'addressUpdate', { address: addressDetails() }],
  ['made the default', DEFAULT, 'addressSetDefault', { uses: ['BILLING'] }],
  ['taken out', REMOVE, 'addressRemove', {}],
])("somebody else's address cannot be %s", async (_what, mutation, field, input) => {
  const owner = await registered(subgraph);
  const stranger = await registered(subgraph);
  const { address } = await add(owner.caller);
  const answer = await subgraph.as(stranger.caller).ask(mutation, { input: { addressId: address?.id, ...input } });
  expect(answer.data[field].userErrors).toEqual([{ __typename: 'NotFound', code: 'NOT_FOUND', path: ['addressId'] }]);
});

test('an admin grants and revokes roles; nobody else may', async () => {
  const { id } = await registered(subgraph);
  const admin = aUser({ roles: ['CUSTOMER', 'ADMIN'] });
  const input = { userId: id, role: 'SUPPORT' };
  const granted = await subgraph.as(admin).ask(GRANT, { input });
  expect(granted.data.userGrantRole).toEqual({ user: { roles: ['CUSTOMER', 'SUPPORT'] }, userErrors: [] });
  const revoked = await subgraph.as(admin).ask(REVOKE, { input });
  expect(revoked.data.userRevokeRole).toEqual({ user: { roles: ['CUSTOMER'] }, userErrors: [] });
  expect((await subgraph.announced(id)).slice(2)).toEqual(['UserRoleGranted', 'UserRoleRevoked']);
  for (const caller of [{}, aUser(), aUser({ roles: ['SUPPORT'] })])
    expect((await subgraph.as(caller).ask(GRANT, { input })).errors).toHaveLength(1);
  const unknown = await subgraph.as(admin).ask(GRANT, { input: { ...input, userId: newId('usr') } });
  expect(unknown.data.userGrantRole.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['userId'] }]);
});
