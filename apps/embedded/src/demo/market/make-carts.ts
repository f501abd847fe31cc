import { guest } from '../callers.ts';
import { makeGuestCart } from '../orders/buyers.ts';
import { fillCart } from '../orders/fill-cart.ts';
import { CART_PLAN } from '../orders/order-plan.ts';
import type { Seeding } from '../seeding.ts';
import type { Market } from './market.ts';

/** A filled cart of Noor's and one of a guest. */
export const makeCarts = async (seeding: Seeding, { people, variants }: Market): Promise<void> => {
  seeding.say('carts');
  await seeding.step('cart:noor', () => fillCart(seeding, people.noor.caller, { lines: CART_PLAN.noor, variants }));
  const token = await seeding.step('cart-token:guest', () => makeGuestCart(seeding));
  await seeding.step('cart:guest', () => fillCart(seeding, guest(token), { lines: CART_PLAN.guest, variants }));
};
