import {
  CommissionAccrued,
  CommissionClawedBack,
  type OrderId,
  type RefundId,
  type SellerOrderId,
  type ShopId,
} from '@stoa/contracts';
import {
  addMoney,
  changed,
  money,
  refused,
  subtractMoney,
  unchanged,
  type Announcement,
  type Decide,
  type Money,
} from '@stoa/kernel';

/** What the platform owes one shop: a running sum of its ledger, kept under the shop's own id. */
export interface ShopAccount {
  readonly id: ShopId;
  readonly version: number;
  readonly balance: Money;
  /** The lines that this change adds; empty when read. */
  readonly added: readonly LedgerEntry[];
}

export interface LedgerEntry {
  readonly kind: 'SALE' | 'REFUND' | 'CANCELLATION';
  readonly orderId: OrderId;
  readonly sellerOrderId: SellerOrderId;
  /** Which refund; null for a sale and for a cancellation. */
  readonly refundId: RefundId | null;
  /** What the buyer paid, or got back (negative). */
  readonly gross: Money;
  readonly commission: Money;
  readonly at: Date;
}

/** One shop's part of what an order took or gave back, amounts from zero up. */
export interface SellerShare {
  readonly sellerOrderId: SellerOrderId;
  readonly shopId: ShopId;
  readonly total: Money;
  readonly commission: Money;
}

export interface CurrencyMismatch {
  readonly kind: 'CURRENCY_MISMATCH';
  readonly shopId: ShopId;
}

/** Books a binding order's shares of this shop, with the commission that was frozen at placement. */
export const accrue =
  (orderId: OrderId, shares: readonly SellerShare[], at: Date): Decide<ShopAccount, Announcement, CurrencyMismatch> =>
  (account) =>
    book(account, shares, ({ sellerOrderId, total, commission }) => ({
      entry: { kind: 'SALE', orderId, sellerOrderId, refundId: null, gross: total, commission, at },
      event: CommissionAccrued.of({ shopId: account.id, orderId, sellerOrderId, gross: total, commission }),
    }));

/** Takes back the shop's shares of a refund, or of an order that was called off, and gives up the commission on them. */
export const clawBack =
  (
    { orderId, refundId }: { readonly orderId: OrderId; readonly refundId: RefundId | null },
    shares: readonly SellerShare[],
    at: Date,
  ): Decide<ShopAccount, Announcement, CurrencyMismatch> =>
  (account) =>
    book(account, shares, ({ sellerOrderId, total, commission }) => ({
      entry: {
        kind: refundId === null ? 'CANCELLATION' : 'REFUND',
        orderId,
        sellerOrderId,
        refundId,
        gross: negated(total),
        commission: negated(commission),
        at,
      },
      event: CommissionClawedBack.of({
        shopId: account.id,
        orderId,
        sellerOrderId,
        refundId,
        gross: total,
        commission,
      }),
    }));

/**
 * The share of a refund, at most what is left of its sale: nothing of one that was called off before. What takes the rest takes
 * the rest of the commission with it, whatever rounding made of the parts.
 */
export const atMostLeft = (share: SellerShare, left: SellerShare | undefined): SellerShare[] => {
  if (!left) return [];
  // Another currency is refused where it is booked.
  if (share.total.currencyCode !== left.total.currencyCode) return [share];
  if (share.total.amountMinor >= left.total.amountMinor) return [left];
  const isWithin = share.commission.amountMinor <= left.commission.amountMinor;
  return [{ ...share, commission: isWithin ? share.commission : left.commission }];
};

function book(
  account: ShopAccount,
  shares: readonly SellerShare[],
  lineOf: (share: SellerShare) => { entry: LedgerEntry; event: Announcement },
) {
  const own = shares.filter(({ shopId }) => shopId === account.id);
  if (own.length === 0) return unchanged(account);
  if (own.some(({ total }) => total.currencyCode !== account.balance.currencyCode))
    return refused({ kind: 'CURRENCY_MISMATCH', shopId: account.id } as const);
  const lines = own.map(lineOf);
  const added = lines.map(({ entry }) => entry);
  const balance = added.reduce(
    (sum, { gross, commission }) => addMoney(sum, subtractMoney(gross, commission)),
    account.balance,
  );
  return changed(
    { ...account, balance, added },
    lines.map(({ event }) => event),
  );
}

const negated = ({ amountMinor, currencyCode }: Money) => money(0 - amountMinor, currencyCode);
