import { describe, expect, test } from '@jest/globals';
import { aUserState, addressDetails, anAddress } from '../../test/a-user.ts';
import { addAddress, removeAddress, setDefaultAddress, updateAddress } from './address-book.ts';
import type { User } from './user.ts';

const home = anAddress();
const office = anAddress({ city: 'Hamburg' });
const withBook = (defaults: Partial<User['defaults']> = {}) =>
  aUserState({ addresses: [home, office], defaults: { SHIPPING: home.id, BILLING: home.id, ...defaults } });

describe('adding', () => {
  test('the first address becomes the default for everything', () => {
    expect(addAddress(home, [])(aUserState())).toMatchObject({
      kind: 'changed',
      state: { addresses: [home], defaults: { SHIPPING: home.id, BILLING: home.id } },
      events: [{ type: 'AddressBookChanged', payload: { addressId: home.id, change: 'ADDED' } }],
    });
  });

  test('a later one becomes the default only for what is named', () => {
    const user = aUserState({ addresses: [home], defaults: { SHIPPING: home.id, BILLING: home.id } });
    expect(addAddress(office, ['BILLING'])(user)).toMatchObject({
      state: { defaults: { SHIPPING: home.id, BILLING: office.id } },
    });
  });

  test.each([
    [49, 'changed'],
    [50, 'refused'],
  ])('to a book of %i entries is %s', (count, kind) => {
    const user = aUserState({ addresses: Array.from({ length: count }, () => anAddress()) });
    expect(addAddress(home, [])(user).kind).toBe(kind);
  });
});

test('an update writes the entry anew and leaves the others the same objects', () => {
  const decision = updateAddress(office.id, addressDetails({ city: 'Bremen' }))(withBook());
  if (decision.kind !== 'changed') throw new Error(decision.kind);
  expect(decision.state.addresses).toEqual([home, { ...addressDetails({ city: 'Bremen' }), id: office.id }]);
  expect(decision.state.addresses[0]).toBe(home);
  expect(decision.events).toMatchObject([{ payload: { change: 'CHANGED' } }]);
});

test('removing an entry clears the defaults that pointed to it and no other', () => {
  expect(removeAddress(home.id)(withBook({ BILLING: office.id }))).toMatchObject({
    state: { addresses: [office], defaults: { SHIPPING: null, BILLING: office.id } },
    events: [{ payload: { addressId: home.id, change: 'REMOVED' } }],
  });
});

test('a default that is set already is no change', () => {
  expect(setDefaultAddress(home.id, ['SHIPPING'])(withBook()).kind).toBe('unchanged');
  expect(setDefaultAddress(office.id, ['SHIPPING', 'BILLING'])(withBook())).toMatchObject({
    kind: 'changed',
    state: { defaults: { SHIPPING: office.id, BILLING: office.id } },
  });
});

test.each([
  ['update', updateAddress('addr_unknown', addressDetails())],
  ['removal', removeAddress('addr_unknown')],
  ['default', setDefaultAddress('addr_unknown', ['SHIPPING'])],
])('an %s of an entry that is not in the book is refused', (_what, decide) => {
  expect(decide(withBook())).toEqual({ kind: 'refused', failure: { kind: 'NOT_FOUND', id: 'addr_unknown' } });
});
