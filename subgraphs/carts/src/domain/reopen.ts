import type { OrderId } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { cartUpdated, type Cart } from './cart.ts';

/**
 * An order of the cart ended before it was placed. The cart is open again when no other order holds it; beside another
 * active cart it becomes a saved one.
 */
export const reopen =
  (orderId: OrderId, { hasOtherActive }: { readonly hasOtherActive: boolean }): Decide<Cart, Announcement, never> =>
  (cart) => {
    if (!cart.liveOrders.includes(orderId)) return unchanged(cart);
    const liveOrders = cart.liveOrders.filter((id) => id !== orderId);
    const [holder] = liveOrders;
    const next: Cart = { ...cart, liveOrders, isActive: holder === undefined && !hasOtherActive };
    return changed(next, [
      holder === undefined
        ? cartUpdated(next, 'REOPENED', { orderId })
        : cartUpdated(next, 'CLOSED', { orderId: holder }),
    ]);
  };
