import { expect, test } from '@jest/globals';
import { addressDetails } from '../../test/a-user.ts';
import { readAddress } from './address-details.ts';

test.each([
  ['DE', '10117', null],
  ['US', '94103-1234', 'CA'],
  ['GB', 'SW1A 1AA', null],
  ['FR', '75001', null],
  ['NL', '1012 AB', null],
  ['AT', '1010', null],
  ['CH', '8001', null],
  ['IN', '110001', 'Delhi'],
  ['JP', '100-0001', 'Tokyo'],
  ['CA', 'K1A 0B1', 'ON'],
  ['AE', '', null],
  ['IE', 'whatever they write', null],
])('an address in %s with postal code "%s" is taken', (countryCode, postalCode, region) => {
  expect(readAddress(addressDetails({ countryCode, postalCode, region }))).toMatchObject({
    ok: true,
    value: { postalCode },
  });
});

test.each([
  ['a postal code that another country writes', { countryCode: 'DE', postalCode: 'SW1A 1AA' }, 'postalCode'],
  ['a postal code that is missing where one is needed', { countryCode: 'DE', postalCode: '' }, 'postalCode'],
  ['a state that is missing where parcels need it', { countryCode: 'US', postalCode: '94103' }, 'region'],
  ['a blank name', { name: '   ' }, 'name'],
  ['a street that does not fit', { line1: 'x'.repeat(201) }, 'line1'],
  ['a second line in one field', { city: 'Berlin\nHamburg' }, 'city'],
])('%s is told with its path', (_what, change, field) => {
  expect(readAddress(addressDetails(change))).toMatchObject({
    ok: false,
    failure: { kind: 'INVALID_INPUT', path: ['address', field] },
  });
});

test('blanks at the ends go, and an empty field is none', () => {
  expect(readAddress({ ...addressDetails(), name: ' Ada ', line2: '  ', phone: undefined })).toMatchObject({
    value: { name: 'Ada', line2: null, phone: null },
  });
});
