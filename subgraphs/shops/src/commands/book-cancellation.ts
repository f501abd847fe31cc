import type { OrderId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import { clawBack } from '../domain/account.ts';
import type { Rooms } from '../rooms.ts';
import { inboxOf } from './shares-to-book.ts';

/** A binding order was called off: what its shops still have of it is taken back now, also where nobody had paid yet. */
export const bookCancellation =
  ({ accounts }: Rooms) =>
  async (door: Door, { orderId }: { readonly orderId: OrderId }) => {
    const shares = await accounts.left(inboxOf(door), orderId);
    const shopIds = [...new Set(shares.map(({ shopId }) => shopId))];
    return accounts.updateAll(shopIds, { door }, clawBack({ orderId, refundId: null }, shares, door.at));
  };
