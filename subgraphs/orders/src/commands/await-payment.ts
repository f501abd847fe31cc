import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import * as domain from '../domain/await-payment.ts';

/** Stock is held: the order waits for its payment, or is placed when it is paid on delivery. */
export const awaitPayment =
  ({ orders }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    orders.update(orderId, { door }, domain.awaitPayment(door.at));
