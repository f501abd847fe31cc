import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import * as domain from '../domain/close.ts';

/** The provider called the payment off: the order that was closing ends. */
export const endClosing =
  ({ orders }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    orders.update(orderId, { door }, domain.endClosing(door.at));
