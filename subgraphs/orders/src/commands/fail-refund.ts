import type { RefundId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import * as domain from '../domain/refund.ts';

/** The provider could not give it back. */
export const failRefund =
  ({ orders }: Rooms) =>
  (door: Door, { orderId, refundId }: { orderId: string; refundId: RefundId }) =>
    orders.update(orderId, { door }, domain.failRefund(refundId, door.at));
