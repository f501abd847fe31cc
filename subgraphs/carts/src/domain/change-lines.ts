import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { cartUpdated, type Cart, type CartLine } from './cart.ts';
import { refusedWhenClosed, type CartClosed, type Unknown } from './refusals.ts';

/** Sets quantities; none takes the line out. Its owner has seen the price of what he touches. */
export const updateLines =
  (
    wanted: readonly { readonly lineId: string; readonly quantity: number }[],
  ): Decide<Cart, Announcement, CartClosed | Unknown> =>
  (cart) => {
    const closed = refusedWhenClosed(cart);
    if (closed) return closed;
    const unknown = wanted.find(({ lineId }) => !cart.lines.some(({ id }) => id === lineId));
    if (unknown) return refused({ kind: 'NOT_FOUND', id: unknown.lineId });
    const quantityOf = new Map(wanted.map(({ lineId, quantity }) => [lineId, quantity]));
    const lines = cart.lines
      .map((line) => (quantityOf.has(line.id) ? withQuantity(line, quantityOf.get(line.id) ?? 0) : line))
      .filter(({ quantity }) => quantity > 0);
    const next = { ...cart, lines };
    return changed(next, [cartUpdated(next, 'LINES_UPDATED')]);
  };

/** Takes lines out; those that are not there are no error, so that twice is harmless. */
export const removeLines =
  (lineIds: readonly string[]): Decide<Cart, Announcement, CartClosed> =>
  (cart) => {
    const closed = refusedWhenClosed(cart);
    if (closed) return closed;
    const next = { ...cart, lines: cart.lines.filter(({ id }) => !lineIds.includes(id)) };
    if (next.lines.length === cart.lines.length) return unchanged(cart);
    return changed(next, [cartUpdated(next, 'LINES_REMOVED')]);
  };

export const clear: Decide<Cart, Announcement, CartClosed> = (cart) => {
  const closed = refusedWhenClosed(cart);
  if (closed) return closed;
  if (cart.lines.length === 0) return unchanged(cart);
  const next = { ...cart, lines: [] };
  return changed(next, [cartUpdated(next, 'CLEARED')]);
};

/** Its owner has seen the prices as they are. */
export const acknowledge: Decide<Cart, Announcement, CartClosed> = (cart) => {
  const closed = refusedWhenClosed(cart);
  if (closed) return closed;
  const lines = cart.lines.map((line) => (isSeen(line) ? line : seen(line)));
  if (lines.every((line, index) => line === cart.lines[index])) return unchanged(cart);
  const next = { ...cart, lines };
  return changed(next, [cartUpdated(next, 'DETAILS_CHANGED')]);
};

const seen = (line: CartLine): CartLine => ({ ...line, seenPrice: line.listing.price });
const isSeen = ({ seenPrice, listing: { price } }: CartLine) =>
  seenPrice.amountMinor === price.amountMinor || seenPrice.currencyCode !== price.currencyCode;

function withQuantity(line: CartLine, quantity: number): CartLine {
  const { carried } = line;
  return {
    ...(isSeen(line) ? line : seen(line)),
    quantity,
    carried: carried && { ...carried, quantity: Math.min(carried.quantity, quantity) },
  };
}
