import type { RefundId } from '@stoa/contracts';
import { newId, type Money } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import * as domain from '../domain/refund.ts';
import type { Rooms } from '../rooms.ts';
import { updatePaymentOf } from './update-payment-of.ts';

export interface RequestRefund {
  readonly orderId: string;
  readonly refundId: RefundId;
  readonly amount: Money;
  readonly reason: string;
}

/** The order gives money back. */
export const requestRefund =
  ({ payments }: Rooms) =>
  (door: Door, { orderId, ...refund }: RequestRefund) =>
    updatePaymentOf(payments, { door, orderId }, domain.requestRefund({ ...refund, at: door.at, newId }));
