import { expect, test } from '@jest/globals';
import { addressFault, readAddress } from './postal-address.ts';

const BERLIN = { name: ' Ada ', line1: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', countryCode: 'DE' };

test.each([
  ['name', ' '],
  ['name', 'x'.repeat(101)],
  ['line1', ''],
  ['line1', 'Two\nlines'],
  ['line2', 'x'.repeat(201)],
  ['city', ''],
  ['region', 'x'.repeat(101)],
  ['postalCode', 'x'.repeat(21)],
  ['phone', 'x'.repeat(41)],
])('an address with such a %s is none', (field, text) => {
  expect(addressFault({ ...BERLIN, [field]: text })).toMatchObject({ path: ['address', field] });
});

test('an address is kept without blanks at its ends and without what does not belong to it', () => {
  expect(addressFault(BERLIN)).toBeUndefined();
  expect(readAddress({ ...BERLIN, line2: ' ', planted: true } as typeof BERLIN)).toEqual({
    ...BERLIN,
    name: 'Ada',
    line2: null,
    region: null,
    phone: null,
  });
});
