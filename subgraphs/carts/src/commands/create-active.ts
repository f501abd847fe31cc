import { err, type Announcement, type Decision, type Failure } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../context.ts';
import type { Cart } from '../domain/cart.ts';
import { ONE_ACTIVE_CART } from '../persistence/cart-repository.ts';

/** Makes a cart that may be active; somebody who was faster with another is told as ACTIVE_CART_EXISTS. */
export const createActive = <Refusal extends Failure = never>(
  { carts }: Pick<Rooms, 'carts'>,
  door: Door,
  decide: () => Decision<Cart, Announcement, Refusal>,
) => {
  const isTaken = () => Promise.resolve(err({ kind: 'ACTIVE_CART_EXISTS' } as const));
  return carts.create<Refusal | { readonly kind: 'ACTIVE_CART_EXISTS' }>(door, decide, {
    taken: Object.fromEntries(ONE_ACTIVE_CART.map((constraint) => [constraint, isTaken])),
  });
};
