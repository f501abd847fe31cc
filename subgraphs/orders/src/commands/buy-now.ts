import { newId, refused, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Order } from '../domain/order.ts';
import { submit } from '../domain/submit.ts';
import type { Rooms } from '../rooms.ts';
import { gatherPlacement } from './gather-placement.ts';
import type { PlaceOrderRefusal } from './place-order.ts';
import type { PlacementWish } from './placement-wish.ts';
import { settled } from './settled.ts';

export interface BuyNow extends PlacementWish {
  readonly variantId: string;
  readonly quantity: number;
}

/** Orders one variant past the cart. */
export const buyNow =
  ({ orders, graph, access }: Rooms) =>
  async (door: Door, input: BuyNow): Promise<Result<Order, PlaceOrderRefusal>> => {
    const { variantId, quantity } = input;
    const earlier = await orders.answered<PlaceOrderRefusal>(door);
    if (earlier) return settled(orders, earlier);

    const gathered = await gatherPlacement({ graph }, door, { wish: input, what: { variantId, quantity } });
    const created = await orders.create<PlaceOrderRefusal>(door, () => {
      if (!gathered.ok) return refused(gathered.failure);
      const { placement, facts } = gathered.value;
      return submit(placement, facts, { newId, accessHashOf: (id) => access.hashOf(id), at: door.at });
    });
    return settled(orders, created);
  };
