import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { placed } from '../domain/follow-order.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

/** The order is binding; what is paid on delivery is owed from here on. */
export const placePayment =
  ({ payments }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    updatePaymentOf(payments, { door, orderId }, placed({ at: door.at, newId }));
