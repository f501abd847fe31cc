import { expect, test } from '@jest/globals';
import { AT, aUserState } from '../../test/a-user.ts';
import { requestVerification, verifyEmail } from './email-verification.ts';

const later = (ms: number) => new Date(AT.getTime() + ms);
const unverified = aUserState({ emailVerifiedAt: null });

test('an address is verified once', () => {
  expect(verifyEmail(AT)(unverified)).toMatchObject({
    state: { emailVerifiedAt: AT },
    events: [{ type: 'EmailVerified' }],
  });
  expect(verifyEmail(AT)(aUserState()).kind).toBe('unchanged');
});

test.each([
  ['within a minute', unverified, 59_999, 'unchanged'],
  ['after a minute', unverified, 60_000, 'changed'],
  ['when none was ever sent', { ...unverified, verificationRequestedAt: null }, 0, 'changed'],
  ['once the address is verified', aUserState(), 3_600_000, 'unchanged'],
])('asking for the mail again %s', (_when, user, ms, kind) => {
  expect(requestVerification(later(ms))(user).kind).toBe(kind);
});
