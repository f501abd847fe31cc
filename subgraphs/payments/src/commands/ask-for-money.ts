import { newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { askForMoney as decide } from '../domain/open.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

/** Stock is held: the first attempt to pay begins. */
export const askForMoney =
  ({ payments }: Rooms) =>
  (door: Door, { orderId }: { orderId: string }) =>
    updatePaymentOf(payments, { door, orderId }, decide({ at: door.at, newId }));
