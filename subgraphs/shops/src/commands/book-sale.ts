import type { OrderId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import { accrue, type SellerShare } from '../domain/account.ts';
import type { Rooms } from '../rooms.ts';
import { sharesToBook } from './shares-to-book.ts';

export interface BookSale {
  readonly orderId: OrderId;
  readonly sellerOrders: readonly SellerShare[];
}

/** A binding order is booked for each shop concerned, each seller order once. */
export const bookSale =
  (rooms: Rooms) =>
  async (door: Door, { orderId, sellerOrders }: BookSale) => {
    const { shopIds, shares } = await sharesToBook(rooms, door, { kind: 'SALE', refundId: null, sellerOrders });
    return rooms.accounts.updateAll(shopIds, { door }, accrue(orderId, shares, door.at));
  };
