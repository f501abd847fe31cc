import type { CartId } from '@stoa/contracts';
import type { IdFactory } from '@stoa/kernel';
import type { Cart, CartLine } from './cart.ts';

/** Puts lines of another cart into this one; what is there of a variant adds up. They remember where they came from. */
export const receive = (cart: Cart, lines: readonly CartLine[], origin: Origin): Cart => ({
  ...cart,
  currencyCode: cart.lines.length === 0 ? (lines[0]?.seenPrice.currencyCode ?? cart.currencyCode) : cart.currencyCode,
  lines: lines.reduce((all, line) => withLine(all, line, origin), cart.lines),
});

interface Origin {
  readonly from: CartId;
  readonly newId: IdFactory;
}

function withLine(lines: readonly CartLine[], line: CartLine, { from, newId }: Origin): readonly CartLine[] {
  const known = lines.find(({ variantId }) => variantId === line.variantId);
  if (!known) return [...lines, { ...line, id: newId('cln'), carried: { from, quantity: line.quantity } }];
  // A line remembers one origin, the latest: it is the one whose order may still be on its way.
  const earlier = known.carried?.from === from ? known.carried.quantity : 0;
  const more = {
    ...known,
    quantity: known.quantity + line.quantity,
    carried: { from, quantity: earlier + line.quantity },
  };
  return lines.map((other) => (other === known ? more : other));
}

/** What of a cart came from another, at most so many of each variant, and the cart without it. */
export const giveBack = (
  cart: Cart,
  to: CartId,
  wanted: ReadonlyMap<string, number>,
): { readonly cart: Cart; readonly lines: readonly CartLine[] } => {
  const given: CartLine[] = [];
  const lines = cart.lines.flatMap((line) => {
    if (line.carried?.from !== to) return [line];
    const quantity = Math.min(line.carried.quantity, wanted.get(line.variantId) ?? 0);
    if (quantity === 0) return [line];
    given.push({ ...line, quantity, carried: null });
    const left = {
      ...line,
      quantity: line.quantity - quantity,
      carried: { from: to, quantity: line.carried.quantity - quantity },
    };
    return left.quantity === 0 ? [] : [left];
  });
  return { cart: given.length === 0 ? cart : { ...cart, lines }, lines: given };
};
