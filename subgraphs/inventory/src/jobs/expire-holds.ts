import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** The backstop behind orders' own clock: a hold whose order never ends is given back. */
export const expireHolds = every(
  { name: 'expire-holds', everyMs: 30_000 },
  ({ commands }: House) =>
    (door) =>
      commands.expireHolds(door, { limit: 50 }),
);
