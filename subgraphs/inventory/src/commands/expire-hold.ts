import type { Door } from '@stoa/messaging';
import type { Rooms } from '../context.ts';
import { expire } from '../domain/release.ts';

/** Ends a hold that nobody confirmed in time. */
export const expireHold =
  ({ reservations }: Rooms) =>
  (door: Door, { orderId }: { readonly orderId: string }) =>
    reservations.update(door, orderId, expire(door.at));
