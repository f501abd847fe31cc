import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** The one clock for expiry: an order nobody paid in time starts to close. */
export const expireUnpaidOrders = every(
  { name: 'expire-unpaid-orders', everyMs: 5_000 },
  ({ commands }: House) =>
    (door) =>
      commands.expireUnpaidOrders(door, { limit: 50 }),
);
