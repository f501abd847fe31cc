import { refused } from '@stoa/kernel';
import { cartUpdated, isOpen, type Cart } from './cart.ts';
import { rearranged, type RearrangedCart, type Rearrangement } from './rearrangement.ts';
import type { CartClosed } from './refusals.ts';

export interface Details {
  /** Empty takes it away, undefined leaves it. */
  readonly name: string | undefined;
  readonly becomesActive: boolean;
}

/** Renames a cart, or makes it the one that things are put into: the one that was is saved. */
export const updateDetails = (
  cart: Cart,
  active: Cart | undefined,
  { name, becomesActive }: Details,
): Rearrangement<CartClosed> => {
  if (!isOpen(cart)) return refused({ kind: 'CART_CLOSED', cartId: cart.id });
  const next: Cart = {
    ...cart,
    name: name === undefined ? cart.name : name || null,
    isActive: cart.isActive || becomesActive,
  };
  const saved: RearrangedCart[] = [];
  if (becomesActive && active && active.id !== cart.id) {
    const before: Cart = { ...active, isActive: false };
    saved.push({ cart: before, events: [cartUpdated(before, 'DETAILS_CHANGED')] });
  }
  return rearranged([{ cart: next, events: [cartUpdated(next, 'DETAILS_CHANGED')] }, ...saved]);
};
