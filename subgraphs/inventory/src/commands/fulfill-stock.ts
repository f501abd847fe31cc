import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { fulfill } from '../domain/fulfill.ts';
import type { WantedLine } from '../domain/reservation.ts';

/** A parcel left the house. */
export const fulfillStock =
  ({ reservations }: Rooms) =>
  (door: Door, { orderId, lines }: { readonly orderId: string; readonly lines: readonly WantedLine[] }) =>
    reservations.update(door, orderId, fulfill(lines));
