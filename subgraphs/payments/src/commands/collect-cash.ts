import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { delivered } from '../domain/follow-order.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

/** Everything arrived: whoever delivered has the cash. */
export const collectCash =
  ({ payments }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    updatePaymentOf(payments, { door, orderId }, delivered({ at: door.at, newId }));
