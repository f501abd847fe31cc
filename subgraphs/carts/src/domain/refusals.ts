import { refused } from '@stoa/kernel';
import { isOpen, type Cart } from './cart.ts';

/** An order holds the cart or has bought it, or it went into another. */
export interface CartClosed {
  readonly kind: 'CART_CLOSED';
  readonly cartId: string;
}
export interface LimitReached {
  readonly kind: 'CART_LIMIT_REACHED';
  readonly limit: 'LINES' | 'QUANTITY';
}
export interface NotPurchasable {
  readonly kind: 'NOT_PURCHASABLE';
  readonly variantId: string;
}
export interface Unknown {
  readonly kind: 'NOT_FOUND';
  readonly id: string;
}

/** The refusal of every change of a cart that is not open; undefined when it is. */
export const refusedWhenClosed = (cart: Cart) =>
  isOpen(cart) ? undefined : refused({ kind: 'CART_CLOSED', cartId: cart.id });
