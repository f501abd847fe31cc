import { err, type Announcement, type Decide, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import { maySellerAct } from '../domain/access.ts';
import type { Order, SellerOrder } from '../domain/order.ts';
import type { ShipmentRefusal } from '../domain/shipment.ts';

export type ShipmentResult = Promise<Result<Order, ShipmentRefusal | InvalidInput>>;

/** Runs a decision on the order that a parcel belongs to, for the members of the shop that sends it. */
export const updateShipment = async (
  { orders, reader, members }: Rooms,
  door: Door,
  { shipmentId, decide }: { shipmentId: string; decide: Decide<Order, Announcement, ShipmentRefusal> },
): ShipmentResult => {
  const [home, shopIds] = await Promise.all([reader.homeOfShipment(shipmentId), members.shopsOf(door.caller)]);
  if (!home) return err({ kind: 'NOT_FOUND', id: shipmentId });
  const allow = maySellerAct(door.caller, shopIds, (part: SellerOrder) => part.id === home.sellerOrderId);
  return orders.update(home.orderId, { door, allow }, decide);
};
