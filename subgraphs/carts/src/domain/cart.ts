import { CartUpdated, type CartId, type CartLineId, type OrderId, type UserId, type VariantId } from '@stoa/contracts';
import { sumMoney, timesQuantity, type Money } from '@stoa/kernel';
import type { PayloadOf } from '@stoa/contracts';
import type { Listing } from './listing.ts';

/** What somebody means to buy. It is open while no order holds it. */
export interface Cart {
  readonly id: CartId;
  readonly version: number;
  readonly owner: Owner;
  readonly name: string | null;
  /** The one its owner puts things into; never while an order holds it. */
  readonly isActive: boolean;
  readonly currencyCode: string;
  readonly lines: readonly CartLine[];
  /** Orders that hold or have bought it. A set: the events of two orders come in any order. */
  readonly liveOrders: readonly OrderId[];
  /** The highest version that any order was made of, 0 before the first; an older order no longer decides what is in the cart. */
  readonly orderedVersion: number;
  /** When it was merged into another cart, or emptied back into the one it came from. */
  readonly endedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A user, or a guest by the SHA-256 of the cart token. */
export type Owner = { readonly userId: UserId } | { readonly guest: string };

export interface CartLine {
  readonly id: CartLineId;
  readonly variantId: VariantId;
  readonly quantity: number;
  /** What its owner saw last; the price that counts is the listing's. */
  readonly seenPrice: Money;
  /** The ordered cart that some of it was moved out of: a newer order of that cart takes them back. */
  readonly carried: { readonly from: CartId; readonly quantity: number } | null;
  /** What is known of the variant now. */
  readonly listing: Listing;
}

/** Whether two carts belong to one user or one guest. */
export const isSameOwner = ({ owner: one }: Cart, { owner: other }: Cart): boolean =>
  'userId' in one ? 'userId' in other && one.userId === other.userId : 'guest' in other && one.guest === other.guest;

export const MOST_LINES = 100;
export const MOST_OF_A_LINE = 999;
/** Of a cart without a first line. */
export const DEFAULT_CURRENCY = 'EUR';

/** Whether its lines can be changed: no order has it, and it has not ended. */
export const isOpen = ({ liveOrders, endedAt }: Cart): boolean => liveOrders.length === 0 && endedAt === null;

/** A closed cart shows what its owner saw when it was ordered. */
export const unitPriceOf = (cart: Cart, { listing, seenPrice }: CartLine): Money =>
  isOpen(cart) && listing.price.currencyCode === cart.currencyCode ? listing.price : seenPrice;

/** Whether the line can be bought now, in the currency of its cart. */
export const isLinePurchasable = ({ currencyCode }: Cart, { listing }: CartLine): boolean =>
  listing.isPurchasable && listing.price.currencyCode === currencyCode;

/** What all lines cost together, without tax and delivery. */
export const itemsTotalOf = (cart: Cart): Money =>
  sumMoney(
    cart.currencyCode,
    cart.lines.map((line) => timesQuantity(unitPriceOf(cart, line), line.quantity)),
  );

export const emptyCart = (
  owner: Owner,
  { id, at, isActive, name = null }: { id: CartId; at: Date; isActive: boolean; name?: string | null },
): Cart => ({
  id,
  version: 1,
  owner,
  name,
  isActive,
  currencyCode: DEFAULT_CURRENCY,
  lines: [],
  liveOrders: [],
  orderedVersion: 0,
  endedAt: null,
  createdAt: at,
  updatedAt: at,
});

/** Says that a cart changed: `cart` is what it becomes, with the version it had. */
export const cartUpdated = (
  { id, owner, version, lines }: Cart,
  change: PayloadOf<typeof CartUpdated>['change'],
  { orderId, isNew = false }: { orderId?: OrderId; isNew?: boolean } = {},
) =>
  CartUpdated.of({
    cartId: id,
    buyerId: 'userId' in owner ? owner.userId : null,
    version: isNew ? version : version + 1,
    change,
    lineCount: lines.length,
    ...(orderId && { orderId }),
  });
