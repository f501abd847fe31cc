import { invalidInput, newId, ok, refused, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import type { Order } from '../domain/order.ts';
import { submit } from '../domain/submit.ts';
import { gatherPlacement, type PlacementWish } from './gather-placement.ts';
import type { PlaceOrderRefusal } from './place-order.ts';
import { settledOrder } from './settled-order.ts';

export interface BuyNow extends PlacementWish {
  readonly variantId: string;
  readonly quantity: number;
}

const MOST = 999;

/** Orders one variant past the cart. */
export const buyNow =
  ({ orders, graph, access }: Rooms) =>
  async (door: Door, input: BuyNow): Promise<Result<Order, PlaceOrderRefusal>> => {
    const earlier = await orders.answered(door);
    if (earlier) return earlier.ok ? ok(await settledOrder(orders, earlier.value)) : (earlier as never);

    const { variantId, quantity } = input;
    const isQuantity = Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST;
    const gathered = isQuantity ? await gatherPlacement({ graph }, door, input, { variantId, quantity }) : undefined;
    const created = await orders.create<PlaceOrderRefusal>(door, () => {
      if (!gathered) return refused(invalidInput('quantity', `From 1 to ${MOST}.`));
      if (!gathered.ok) return refused(gathered.failure);
      const { placement, facts } = gathered.value;
      return submit(placement, facts, { newId, accessHashOf: (id) => access.hashOf(id), at: door.at });
    });
    return created.ok ? ok(await settledOrder(orders, created.value)) : created;
  };
