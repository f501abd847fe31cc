import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Sends what is due, a few at a time. */
export const sendNotifications = every(
  { name: 'send-notifications', everyMs: 1_000 },
  ({ commands }: House) =>
    (door) =>
      commands.sendDueNotifications(door, { limit: 10 }),
);
