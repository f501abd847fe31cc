import type { OrderLineId, SellerOrderId } from '@stoa/contracts';
import { err, invalidInput, newId } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import type { ShipmentResult } from './update-shipment.ts';
import { maySellerAct } from '../domain/access.ts';
import type { SellerOrder } from '../domain/order.ts';
import { pack } from '../domain/shipment.ts';

export interface PackShipment {
  readonly sellerOrderId: string;
  readonly lines?: readonly { readonly orderLineId: string; readonly quantity: number }[] | null | undefined;
  readonly expectedVersion?: number | null | undefined;
}

/** A shop packs a parcel. */
export const packShipment =
  ({ orders, reader, members }: Rooms) =>
  async (door: Door, { sellerOrderId, lines, expectedVersion }: PackShipment): ShipmentResult => {
    if (lines?.some(({ quantity }) => quantity < 1)) return err(invalidInput('lines', 'Quantities are from 1.'));
    const [orderIds, shopIds] = await Promise.all([
      reader.orderIdsOfSellerOrders([sellerOrderId]),
      members.shopsOf(door.caller),
    ]);
    const orderId = orderIds.get(sellerOrderId);
    if (orderId === undefined) return err({ kind: 'NOT_FOUND', id: sellerOrderId });
    const allow = maySellerAct(door.caller, shopIds, (part: SellerOrder) => part.id === sellerOrderId);
    return orders.update(
      orderId,
      { door, allow },
      pack({
        sellerOrderId: sellerOrderId as SellerOrderId,
        expectedVersion: expectedVersion ?? null,
        lines: (lines ?? null) as { orderLineId: OrderLineId; quantity: number }[] | null,
        at: door.at,
        newId,
      }),
    );
  };
