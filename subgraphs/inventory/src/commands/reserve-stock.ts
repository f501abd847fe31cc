import type { OrderId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { hold } from '../domain/hold.ts';
import { mergeWanted, type WantedLine } from '../domain/reservation.ts';

export interface ReserveStock {
  readonly orderId: OrderId;
  readonly lines: readonly WantedLine[];
}

/** All of an order's lines or none: the answer is in the reservation and in what it announces. */
export const reserveStock =
  ({ reservations }: Rooms) =>
  (door: Door, { orderId, lines }: ReserveStock) => {
    const wish = { orderId, wanted: mergeWanted(lines.map(({ variantId, quantity }) => ({ variantId, quantity }))) };
    return reservations.reserve(door, wish, (stock) => hold(wish, stock, { id: newId('rsv'), at: door.at }));
  };
