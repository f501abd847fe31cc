import { expect, test } from '@jest/globals';
import { readAccount } from './account-details.ts';

const typed = (change: object = {}) => ({
  email: 'ada@example.com',
  password: 'correct horse',
  displayName: 'Ada',
  ...change,
});

test('addresses are the same in upper and lower case', () => {
  expect(readAccount(typed({ email: ' Ada@Example.COM ' }))).toMatchObject({ value: { email: 'ada@example.com' } });
});

test('a password keeps every character, blanks included', () => {
  expect(readAccount(typed({ password: '  spaced  ' }))).toMatchObject({ value: { password: '  spaced  ' } });
});

test.each([
  ['email', 'no address'],
  ['email', 'a@b'],
  ['email', 'two@at@example.com'],
  ['email', `${'x'.repeat(65)}@example.com`],
  ['email', `a@${'x'.repeat(300)}.com`],
  ['password', '1234567'],
  ['password', 'x'.repeat(129)],
  ['displayName', '   '],
  ['displayName', 'x'.repeat(81)],
  ['displayName', 'Ada\nBcc: everybody@example.com'],
])('%s "%s" is refused with its path', (field, value) => {
  expect(readAccount(typed({ [field]: value }))).toMatchObject({ ok: false, failure: { path: [field] } });
});
