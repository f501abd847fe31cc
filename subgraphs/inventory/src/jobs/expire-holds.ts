import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

const BATCH = 50;

/** The backstop behind orders' own clock: a hold whose order never ends is given back. */
export const expireHolds = every(
  { name: 'expire-holds', everyMs: 30_000 },
  ({ commands, reservations }: House) =>
    async (door) => {
      const orderIds = await reservations.heldUntil(door.at, BATCH);
      for (const orderId of orderIds) await commands.expireHold(door, { orderId });
      return orderIds.length;
    },
);
