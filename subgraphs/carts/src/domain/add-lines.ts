import type { VariantId } from '@stoa/contracts';
import { changed, refused, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { cartUpdated, MOST_LINES, MOST_OF_A_LINE, type Cart, type CartLine } from './cart.ts';
import type { Listing, Listings } from './listing.ts';
import {
  refusedWhenClosed,
  type CartClosed,
  type LimitReached,
  type NotPurchasable,
  type Unknown,
} from './refusals.ts';

export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
}
export type AddRefusal = CartClosed | LimitReached | NotPurchasable | Unknown;

/** Puts variants in; what is there of one already adds up. The first line of an empty cart decides its currency. */
export const addLines =
  (wanted: readonly WantedLine[], listings: Listings, newId: IdFactory): Decide<Cart, Announcement, AddRefusal> =>
  (cart) => {
    const closed = refusedWhenClosed(cart);
    if (closed) return closed;
    let next = cart;
    for (const { variantId, quantity } of wanted) {
      const listing = listings.get(variantId);
      if (!listing) return refused({ kind: 'NOT_FOUND', id: variantId });
      if (!listing.isPurchasable || !fitsCurrency(next, listing))
        return refused({ kind: 'NOT_PURCHASABLE', variantId });
      next = withMore(next, { listing, quantity }, newId);
    }
    if (next.lines.length > MOST_LINES) return refused({ kind: 'CART_LIMIT_REACHED', limit: 'LINES' });
    if (next.lines.some(({ quantity }) => quantity > MOST_OF_A_LINE))
      return refused({ kind: 'CART_LIMIT_REACHED', limit: 'QUANTITY' });
    return changed(next, [cartUpdated(next, 'LINES_ADDED')]);
  };

const fitsCurrency = ({ lines, currencyCode }: Cart, { price }: Listing) =>
  lines.length === 0 || price.currencyCode === currencyCode;

function withMore(cart: Cart, { listing, quantity }: { listing: Listing; quantity: number }, newId: IdFactory): Cart {
  const variantId: VariantId = listing.variantId;
  const known = cart.lines.find((line) => line.variantId === variantId);
  const line: CartLine = known
    ? { ...known, quantity: known.quantity + quantity, seenPrice: listing.price, listing }
    : { id: newId('cln'), variantId, quantity, seenPrice: listing.price, carried: null, listing };
  return {
    ...cart,
    currencyCode: cart.lines.length === 0 ? listing.price.currencyCode : cart.currencyCode,
    lines: known ? cart.lines.map((other) => (other === known ? line : other)) : [...cart.lines, line],
  };
}
