import { expect, test } from '@jest/globals';
import { maskedAddress } from './masked-address.ts';

test.each([
  ['ada@example.com', 'a•••@example.com'],
  ['a@example.com', 'a•••@example.com'],
  ['"odd@local"@example.com', '"•••@example.com'],
])('%s is shown as %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});
