import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { mayCancel } from '../domain/access.ts';
import { cancel } from '../domain/cancel.ts';
import type { Cancellation, CancelReason } from '../domain/order.ts';

export interface CancelOrder {
  readonly orderId: string;
  readonly reason: CancelReason;
  readonly lines?: Cancellation['lines'];
  readonly expectedVersion?: number | null | undefined;
}

/** The buyer, support or the platform calls an order off. Twice is not an error. */
export const cancelOrder =
  ({ orders }: Rooms) =>
  (door: Door, { orderId, reason, lines = [], expectedVersion }: CancelOrder) =>
    orders.update(
      orderId,
      { door, expectedVersion, allow: mayCancel(door.caller) },
      cancel({ reason, lines, at: door.at, newId }),
    );
