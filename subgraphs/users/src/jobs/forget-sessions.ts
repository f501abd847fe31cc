import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Where people were signed in is personal data: it goes when nobody can need it any more. */
export const forgetSessions = every(
  { name: 'forget-sessions', everyMs: 3_600_000 },
  ({ commands }: House) =>
    (door) =>
      commands.forgetSessions(door, { limit: 500 }),
);
