import { EmailVerified } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

export const welcomeWhenEmailVerified = on(
  EmailVerified,
  ({ commands }: House) =>
    ({ userId }, door) =>
      commands.notify(door, { template: 'WELCOME', about: { kind: 'USER', userId }, subject: userId }),
);
