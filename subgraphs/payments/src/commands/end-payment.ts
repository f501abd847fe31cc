import type { Door } from '@stoa/messaging';
import { ended } from '../domain/follow-order.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

/** The order is over: nothing may come any more. */
export const endPayment =
  ({ payments }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    updatePaymentOf(payments, { door, orderId }, ended(door.at));
