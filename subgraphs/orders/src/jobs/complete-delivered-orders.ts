import { every } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Completes what arrived a return window ago. */
export const completeDeliveredOrders = every(
  { name: 'complete-delivered-orders', everyMs: 60_000 },
  ({ commands }: House) =>
    (door) =>
      commands.completeDeliveredOrders(door, { limit: 50 }),
);
