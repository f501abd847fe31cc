import DataLoader from 'dataloader';
import type { Caller } from '@stoa/kernel';
import { maySee } from '../domain/access.ts';
import type { Payment } from '../domain/payment.ts';
import type { Rooms } from '../rooms.ts';

/** Batched reads of one request; what its caller may not see is null. */
export interface PaymentLoaders {
  readonly paymentOfOrder: DataLoader<string, Payment | null>;
}

export const paymentLoaders = ({ payments }: Rooms, caller: Caller): PaymentLoaders => ({
  paymentOfOrder: new DataLoader(async (orderIds) => {
    const found = await payments.byOrders(orderIds);
    return found.map((payment) => (payment && maySee(caller, payment) ? payment : null));
  }),
});
