import { newId, refused } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { closeForOrder, type OrderedCart } from '../domain/close-for-order.ts';

/** An order was made of the cart. Its twin is reopenCart. */
export const closeCart =
  ({ carts }: Rooms) =>
  (door: Door, { cartId, ...order }: OrderedCart & { readonly cartId: string }) =>
    carts.rearrange(
      door,
      (inside) => carts.relativesOf(cartId, inside),
      (found) => {
        const cart = found.find(({ id }) => id === cartId);
        if (!cart) return refused({ kind: 'NOT_FOUND', id: cartId });
        const others = found.filter(({ id }) => id !== cartId);
        return closeForOrder({ cart, others }, order, { newId, at: door.at });
      },
    );
