import type { Door, Transaction } from '@stoa/messaging';
import type { LedgerEntry, SellerShare } from '../domain/account.ts';
import type { Rooms } from '../rooms.ts';

/**
 * The shares that have no line yet. An order's events come one after the other, so nobody books between this and the write;
 * the ledger's unique key stands behind it. @throws TypeError outside an event's transaction.
 */
export const sharesToBook = async (
  { accounts }: Rooms,
  door: Door,
  {
    sellerOrders,
    ...entry
  }: Pick<LedgerEntry, 'kind' | 'refundId'> & { readonly sellerOrders: readonly SellerShare[] },
) => {
  const booked = await accounts.booked(
    inboxOf(door),
    entry,
    sellerOrders.map(({ sellerOrderId }) => sellerOrderId),
  );
  const shares = sellerOrders.filter(({ sellerOrderId }) => !booked.has(sellerOrderId));
  return { shares, shopIds: [...new Set(shares.map(({ shopId }) => shopId))] };
};

/** The transaction in which an order's event is applied. @throws TypeError when there is none. */
export const inboxOf = ({ tx }: Door): Transaction => {
  if (!tx) throw new TypeError('Ledgers are written when orders tell, in the inbox transaction');
  return tx;
};
