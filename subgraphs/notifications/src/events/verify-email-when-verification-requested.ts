import { EmailVerificationRequested } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Each request is a mail of its own: people ask again because the last one did not arrive. */
export const verifyEmailWhenVerificationRequested = on(
  EmailVerificationRequested,
  ({ commands }: House) =>
    ({ userId }, door) =>
      commands.notify(door, {
        template: 'VERIFY_EMAIL',
        about: { kind: 'USER', userId },
        subject: `${userId}/${door.causationId}`,
      }),
);
