import { newId, refused, unchanged, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Order } from '../domain/order.ts';
import type { PlacementRefusal } from '../domain/placement-refusal.ts';
import { submit } from '../domain/submit.ts';
import type { Rooms } from '../rooms.ts';
import { gatherPlacement, type GatherRefusal } from './gather-placement.ts';
import type { PlacementWish } from './placement-wish.ts';
import { settled } from './settled.ts';

export interface PlaceOrder extends PlacementWish {
  readonly cartId: string;
}
export type PlaceOrderRefusal = GatherRefusal | PlacementRefusal;

/**
 * Orders a cart. A retry, also one after a lost reply, gets the same order although its cart is closed by now; so does a
 * second caller with the same cart while that order lives.
 */
export const placeOrder =
  ({ orders, graph, access }: Rooms) =>
  async (door: Door, input: PlaceOrder): Promise<Result<Order, PlaceOrderRefusal>> => {
    const { cartId } = input;
    const earlier = await orders.answered<PlaceOrderRefusal>(door);
    if (earlier) return settled(orders, earlier);

    const gathered = await gatherPlacement({ graph }, door, { wish: input, what: { cartId } });
    // The cart closes a moment after its order was placed; it was asked for as the caller, so this is its owner.
    const isClosed = gathered.ok && gathered.value.facts.cart?.isOpen === false;
    const live = isClosed ? await orders.liveOrderOfCart(cartId) : undefined;
    const created = await orders.createForCart<PlaceOrderRefusal>(door, cartId, () => {
      if (live) return unchanged(live);
      if (!gathered.ok) return refused(gathered.failure);
      const { placement, facts } = gathered.value;
      return submit(placement, facts, { newId, accessHashOf: (id) => access.hashOf(id), at: door.at });
    });
    return settled(orders, created);
  };
