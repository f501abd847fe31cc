import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { cartUpdated, isOpen, type Cart } from './cart.ts';

/**
 * A listing in it changed. The new price is read from the listing, and the warning is the difference to the price its owner
 * saw: nothing is copied, so a line added at the same moment cannot keep the old one. The version tells that it changed.
 */
export const reprice: Decide<Cart, Announcement, never> = (cart) =>
  isOpen(cart) ? changed(cart, [cartUpdated(cart, 'REPRICED')]) : unchanged(cart);
