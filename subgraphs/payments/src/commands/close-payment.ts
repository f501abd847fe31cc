import type { Door } from '@stoa/messaging';
import { close } from '../domain/close.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

/** The order is being ended: whatever is open is called off. */
export const closePayment =
  ({ payments }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    updatePaymentOf(payments, { door, orderId }, close(door.at));
