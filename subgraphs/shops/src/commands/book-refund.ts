import type { OrderId, RefundId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import { atMostLeft, clawBack, type SellerShare } from '../domain/account.ts';
import type { Rooms } from '../rooms.ts';
import { inboxOf, sharesToBook } from './shares-to-book.ts';

export interface BookRefund {
  readonly orderId: OrderId;
  readonly refundId: RefundId;
  readonly sellerOrders: readonly SellerShare[];
}

/** What was given back is taken from each shop concerned, each seller order once per refund and never more than its sale brought. */
export const bookRefund =
  (rooms: Rooms) =>
  async (door: Door, { orderId, refundId, sellerOrders }: BookRefund) => {
    const { shopIds, shares } = await sharesToBook(rooms, door, { kind: 'REFUND', refundId, sellerOrders });
    const left = new Map((await rooms.accounts.left(inboxOf(door), orderId)).map((one) => [one.sellerOrderId, one]));
    const taken = shares.flatMap((share) => atMostLeft(share, left.get(share.sellerOrderId)));
    return rooms.accounts.updateAll(shopIds, { door }, clawBack({ orderId, refundId }, taken, door.at));
  };
