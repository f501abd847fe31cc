import { refused, type IdFactory } from '@stoa/kernel';
import { cartUpdated, emptyCart, MOST_LINES, MOST_OF_A_LINE, type Cart, type Owner } from './cart.ts';
import { receive } from './move-lines.ts';
import { rearranged, type Rearrangement } from './rearrangement.ts';
import type { LimitReached, NotPurchasable } from './refusals.ts';

export type MergeRefusal = LimitReached | NotPurchasable;

/** What a guest has collected goes into the cart of the user that the guest turned out to be; the guest's cart ends. */
export const merge = (
  { guestCart, active }: { readonly guestCart: Cart; readonly active: Cart | undefined },
  user: Owner,
  { newId, at }: { readonly newId: IdFactory; readonly at: Date },
): Rearrangement<MergeRefusal> => {
  const target = active ?? emptyCart(user, { id: newId('cart'), at, isActive: true });
  const [first] = guestCart.lines;
  if (first && target.lines.length > 0 && target.currencyCode !== guestCart.currencyCode)
    return refused({ kind: 'NOT_PURCHASABLE', variantId: first.variantId });
  const merged = receive(target, guestCart.lines, { from: guestCart.id, newId });
  if (merged.lines.length > MOST_LINES) return refused({ kind: 'CART_LIMIT_REACHED', limit: 'LINES' });
  if (merged.lines.some(({ quantity }) => quantity > MOST_OF_A_LINE))
    return refused({ kind: 'CART_LIMIT_REACHED', limit: 'QUANTITY' });
  const ended: Cart = { ...guestCart, lines: [], isActive: false, endedAt: at };
  return rearranged([
    { cart: merged, events: [cartUpdated(merged, 'MERGED', { isNew: active === undefined })] },
    { cart: ended, events: [cartUpdated(ended, 'MERGED')] },
  ]);
};
