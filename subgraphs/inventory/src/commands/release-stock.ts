import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { release } from '../domain/release.ts';

/** The order has ended: what is still reserved for it goes back. Twice is not an error. */
export const releaseStock =
  ({ reservations }: Rooms) =>
  (door: Door, { orderId, because }: { readonly orderId: string; readonly because: 'CANCELLED' | 'EXPIRED' }) =>
    reservations.update(door, orderId, release(because));
