import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Looks up attempts that are not final after two minutes: a web hook that never came costs nobody a payment. */
export const reconcilePayments = every(
  { name: 'reconcile-payments', everyMs: 15_000 },
  ({ commands }: House) =>
    (door) =>
      commands.makeDueCalls(door, { kinds: ['LOOK_UP'] }),
);
