import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** What payments want said to their providers. */
export const callProvider = every(
  { name: 'call-provider', everyMs: 2_000, followsCommands: true },
  ({ commands }: House) =>
    (door) =>
      commands.makeDueCalls(door, { kinds: ['CREATE', 'CANCEL', 'REFUND'] }),
);
