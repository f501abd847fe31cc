import type { OrderId } from '@stoa/contracts';
import { refused } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { isSameOwner } from '../domain/cart.ts';
import { reopen } from '../domain/reopen.ts';
import { rearranged } from '../domain/rearrangement.ts';

/** An order of the cart ended before it was placed. The twin of closeCart. */
export const reopenCart =
  ({ carts }: Rooms) =>
  (door: Door, { cartId, orderId }: { readonly cartId: string; readonly orderId: OrderId }) =>
    carts.rearrange(
      door,
      (inside) => carts.relativesOf(cartId, inside),
      (found) => {
        const cart = found.find(({ id }) => id === cartId);
        if (!cart) return refused({ kind: 'NOT_FOUND', id: cartId });
        const hasOtherActive = found.some((other) => other.id !== cartId && other.isActive && isSameOwner(other, cart));
        const decision = reopen(orderId, { hasOtherActive })(cart);
        return rearranged(decision.kind === 'changed' ? [{ cart: decision.state, events: decision.events }] : []);
      },
    );
