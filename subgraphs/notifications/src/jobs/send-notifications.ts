import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Sends what is due, a few at a time. */
export const sendNotifications = every(
  { name: 'send-notifications', everyMs: 5_000, followsCommands: true },
  ({ commands }: House) =>
    (door) =>
      commands.sendDueNotifications(door, { limit: 10 }),
);
