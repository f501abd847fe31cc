import { expect } from '@jest/globals';
import type { CartId, OrderId, VariantId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { addLines } from '../src/domain/add-lines.ts';
import { emptyCart, isOpen, type Cart } from '../src/domain/cart.ts';
import { closeForOrder } from '../src/domain/close-for-order.ts';
import type { Listing } from '../src/domain/listing.ts';
import type { Rearrangement } from '../src/domain/rearrangement.ts';
import { reopen } from '../src/domain/reopen.ts';
import { aCart, quantitiesIn } from './a-cart.ts';

const at = new Date('2026-01-15T10:00:00Z');

/** An order of a cart, as its events name it. */
export interface Order {
  readonly orderId: OrderId;
  readonly cartId: CartId;
  readonly version: number;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}
export type News = { readonly kind: 'submitted' | 'ended'; readonly order: Order };

/** All carts of one owner, changed by the same decisions as in the database. */
export class CartWorld {
  readonly carts = new Map<string, Cart>();

  constructor(...carts: readonly Cart[]) {
    for (const cart of carts) this.carts.set(cart.id, cart);
  }
  get active() {
    return [...this.carts.values()].find(({ isActive }) => isActive);
  }
  cart(id: string): Cart {
    const cart = this.carts.get(id);
    if (!cart) throw new Error(`No cart ${id}`);
    return cart;
  }
  write(result: Rearrangement<never>) {
    if (result.kind === 'refused') return;
    for (const { cart } of result.carts)
      this.carts.set(cart.id, this.carts.has(cart.id) ? { ...cart, version: cart.version + 1 } : cart);
  }
  add(listing: Listing, quantity: number) {
    const cart = this.active ?? emptyCart(aCart().owner, { id: newId('cart'), at, isActive: true });
    const owned = this.active ? cart : { ...cart, owner: [...this.carts.values()][0]?.owner ?? cart.owner };
    const decision = addLines(
      [{ variantId: listing.variantId, quantity }],
      new Map([[listing.variantId, listing]]),
      newId,
    )(owned);
    if (decision.kind !== 'changed') throw new Error('Nothing was added');
    this.carts.set(cart.id, { ...decision.state, version: decision.state.version + 1 });
  }
  hear({ kind, order }: News) {
    const cart = this.cart(order.cartId);
    const others = [...this.carts.values()].filter(
      (other) =>
        other.id !== cart.id && (other.isActive || other.lines.some(({ carried }) => carried?.from === cart.id)),
    );
    if (kind === 'submitted') {
      this.write(closeForOrder({ cart, others }, order, { newId, at }));
      return;
    }
    const decision = reopen(order.orderId, { hasOtherActive: others.some(({ isActive }) => isActive) })(cart);
    if (decision.kind === 'changed') this.carts.set(cart.id, { ...decision.state, version: cart.version + 1 });
  }
  order(cartId: string): Order {
    const { id, version, lines } = this.cart(cartId);
    return {
      orderId: newId('ord'),
      cartId: id,
      version,
      lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    };
  }
  /** Whatever happened: nothing is lost or doubled, one cart at most is active, and what is active is open. */
  expectSound(units: Record<string, number>) {
    expect(quantitiesIn(this.carts.values())).toEqual(units);
    const active = [...this.carts.values()].filter(({ isActive }) => isActive);
    expect(active.length).toBeLessThanOrEqual(1);
    expect(active.every(isOpen)).toBe(true);
  }
}

export const submitted = (order: Order): News => ({ kind: 'submitted', order });
export const ended = (order: Order): News => ({ kind: 'ended', order });

/** All ways in which several sequences can arrive, each in its own order. */
export const interleavings = (sequences: readonly (readonly News[])[]): News[][] => {
  const going = sequences.filter(({ length }) => length > 0);
  if (going.length === 0) return [[]];
  return going.flatMap((sequence) => {
    const [first, ...rest] = sequence;
    if (!first) return [];
    return interleavings(going.map((other) => (other === sequence ? rest : other))).map((tail) => [first, ...tail]);
  });
};

/** Mulberry32: the same runs every time. */
export const randomOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
