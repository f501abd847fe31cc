import { OrderCancelled } from '@stoa/contracts';
import { on } from '@stoa/messaging';
import type { House } from '../context.ts';

/** Only what was placed was booked. */
export const bookCancellationWhenOrderCancelled = on(
  OrderCancelled,
  ({ commands }: House) =>
    async (event, door) =>
      event.wasPlaced ? commands.bookCancellation(door, event) : undefined,
);
