import { err, newId, ok, unchanged, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import type { Order } from '../domain/order.ts';
import { submit, type PlacementRefusal } from '../domain/submit.ts';
import { gatherPlacement, type GatherRefusal, type PlacementWish } from './gather-placement.ts';
import { settledOrder } from './settled-order.ts';

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
    const earlier = await orders.answered(door);
    if (earlier) return settled(orders, earlier as Result<Order, PlaceOrderRefusal>);

    const gathered = await gatherPlacement({ graph }, door, input, { cartId: input.cartId });
    // The cart closes a moment after its order was placed; it was asked for as the caller, so this is its owner.
    const isClosed = gathered.ok && gathered.value.facts.cart?.isOpen === false;
    const live = isClosed ? await orders.liveOrderOfCart(input.cartId) : undefined;
    const decide = () => {
      if (live) return unchanged(live);
      if (!gathered.ok) return { kind: 'refused', failure: gathered.failure } as const;
      const { placement, facts } = gathered.value;
      return submit(placement, facts, { newId, accessHashOf: (id) => access.hashOf(id), at: door.at });
    };
    const created = await orders.createForCart<PlaceOrderRefusal>(door, input.cartId, decide);
    return settled(orders, created);
  };

const settled = async (
  orders: Rooms['orders'],
  result: Result<Order, PlaceOrderRefusal>,
): Promise<Result<Order, PlaceOrderRefusal>> =>
  result.ok ? ok(await settledOrder(orders, result.value)) : err(result.failure);
