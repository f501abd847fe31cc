import type { OrderId, RefundId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import { clawBack, type SellerShare } from '../domain/account.ts';
import type { Rooms } from '../rooms.ts';
import { sharesToBook } from './shares-to-book.ts';

export interface BookRefund {
  readonly orderId: OrderId;
  readonly refundId: RefundId;
  readonly sellerOrders: readonly SellerShare[];
}

/** What was given back is taken from each shop concerned, each seller order once per refund. */
export const bookRefund =
  (rooms: Rooms) =>
  async (door: Door, { orderId, refundId, sellerOrders }: BookRefund) => {
    const { shopIds, shares } = await sharesToBook(rooms, door, { kind: 'REFUND', refundId, sellerOrders });
    return rooms.accounts.updateAll(shopIds, { door }, clawBack({ orderId, refundId }, shares, door.at));
  };
