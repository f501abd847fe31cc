import {
  ShipmentDelivered,
  ShipmentMoved,
  ShipmentPacked,
  ShipmentShipped,
  type OrderLineId,
  type SellerOrderId,
  type ShipmentId,
} from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { fulfillmentStatusOf, unpackedQuantities } from './fulfillment-status.ts';
import type { Order, OrderBody, Shipment, ShipmentStatus } from './order.ts';
import { orderDelivered } from './order-events.ts';

export type ShipmentRefusal =
  | { readonly kind: 'WRONG_STATE'; readonly state: string }
  | { readonly kind: 'NOTHING_TO_PACK' }
  | { readonly kind: 'MORE_THAN_ORDERED'; readonly orderLineId: OrderLineId; readonly left: number }
  | { readonly kind: 'NOT_FOUND'; readonly id: string }
  | { readonly kind: 'VERSION_CONFLICT'; readonly id: string; readonly currentVersion: number };

interface Packing {
  readonly sellerOrderId: SellerOrderId;
  /** The seller order's own version, so that one shop's packing is no conflict for another's. */
  readonly expectedVersion: number | null;
  /** Everything that is not packed yet when absent. */
  readonly lines: readonly { readonly orderLineId: OrderLineId; readonly quantity: number }[] | null;
  readonly at: Date;
  readonly newId: IdFactory;
}

/** A shop packs some or all of its part into one shipment. */
export const pack =
  (packing: Packing): Decide<Order, Announcement, ShipmentRefusal> =>
  (order) => {
    if (order.status !== 'PLACED' || order.isOnHold)
      return refused({ kind: 'WRONG_STATE', state: order.isOnHold ? 'ON_HOLD' : order.status });
    const part = order.sellerOrders.find(({ id }) => id === packing.sellerOrderId);
    if (!part) return refused({ kind: 'NOT_FOUND', id: packing.sellerOrderId });
    if (packing.expectedVersion !== null && packing.expectedVersion !== part.version)
      return refused({ kind: 'VERSION_CONFLICT', id: part.id, currentVersion: part.version });

    const own = order.lines.filter((line) => line.sellerOrderId === part.id);
    const left = unpackedQuantities({ lines: own, shipments: order.shipments });
    const lines = packing.lines ?? own.map((line) => ({ orderLineId: line.id, quantity: left.get(line.id) ?? 0 }));
    const packed = lines.filter(({ quantity }) => quantity > 0);
    if (packed.length === 0) return refused({ kind: 'NOTHING_TO_PACK' });
    for (const { orderLineId, quantity } of packed) {
      const rest = left.get(orderLineId);
      if (rest === undefined) return refused({ kind: 'NOT_FOUND', id: orderLineId });
      if (quantity > rest) return refused({ kind: 'MORE_THAN_ORDERED', orderLineId, left: rest });
      left.set(orderLineId, rest - quantity);
    }
    const shipment: Shipment = {
      id: packing.newId('shp'),
      sellerOrderId: part.id,
      status: 'PACKED',
      carrier: null,
      trackingNumber: null,
      lines: packed,
      tracking: [{ status: 'PACKED', at: packing.at, location: null, message: null }],
      createdAt: packing.at,
    };
    const next = touched({ ...order, shipments: [...order.shipments, shipment] }, part.id);
    return changed(next, [ShipmentPacked.of(shipmentReference(next, shipment))]);
  };

/** The parcel left the house. */
export const ship =
  (parcel: {
    shipmentId: ShipmentId;
    carrier: string;
    trackingNumber: string;
    at: Date;
  }): Decide<Order, Announcement, ShipmentRefusal> =>
  (order) => {
    const shipment = order.shipments.find(({ id }) => id === parcel.shipmentId);
    if (!shipment) return refused({ kind: 'NOT_FOUND', id: parcel.shipmentId });
    const { carrier, trackingNumber } = parcel;
    if (shipment.status === 'SHIPPED' && shipment.trackingNumber === trackingNumber) return unchanged(order);
    if (shipment.status !== 'PACKED') return refused({ kind: 'WRONG_STATE', state: shipment.status });
    const shipped = { ...moved(shipment, 'SHIPPED', { at: parcel.at }), carrier, trackingNumber };
    const next = withShipment(order, shipped);
    return changed(next, [ShipmentShipped.of({ ...shipmentReference(next, shipped), carrier, trackingNumber })]);
  };

/** What the carrier tells on the way. States move forward only; the same state again changes nothing. */
export const track =
  (news: {
    shipmentId: ShipmentId;
    status: 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'FAILED';
    at: Date;
    location?: string | null;
    message?: string | null;
  }): Decide<Order, Announcement, ShipmentRefusal> =>
  (order) => {
    const shipment = order.shipments.find(({ id }) => id === news.shipmentId);
    if (!shipment) return refused({ kind: 'NOT_FOUND', id: news.shipmentId });
    if (shipment.status === news.status) return unchanged(order);
    if (!canBecome(shipment.status, news.status)) return refused({ kind: 'WRONG_STATE', state: shipment.status });
    const next = withShipment(order, moved(shipment, news.status, news));
    const reference = shipmentReference(next, shipment);
    if (news.status !== 'DELIVERED') return changed(next, [ShipmentMoved.of({ ...reference, status: news.status })]);

    const arrived = ShipmentDelivered.of({ ...reference, deliveredAt: news.at.toISOString() });
    if (next.status !== 'PLACED' || fulfillmentStatusOf(next) !== 'DELIVERED') return changed(next, [arrived]);
    const deliveredAt = lastDelivery(next);
    return changed({ ...next, deliveredAt }, [arrived, orderDelivered(next, deliveredAt)]);
  };

/** Carriers' news come in any order: the latest of the deliveries, not the one told last. */
const lastDelivery = ({ shipments }: OrderBody): Date =>
  new Date(
    Math.max(
      ...shipments
        .flatMap(({ tracking }) => tracking)
        .filter(({ status }) => status === 'DELIVERED')
        .map(({ at }) => at.getTime()),
    ),
  );

/** Forward only on the way; a delivery can fail at any point of it, and is then tried again from wherever the parcel is. */
const canBecome = (from: ShipmentStatus, to: ShipmentStatus): boolean => {
  const place = ON_THE_WAY.indexOf(from);
  return from === 'FAILED' || (place >= 0 && (to === 'FAILED' || ON_THE_WAY.indexOf(to) > place || to === 'DELIVERED'));
};
const ON_THE_WAY: readonly ShipmentStatus[] = ['SHIPPED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'];

const moved = (
  shipment: Shipment,
  status: ShipmentStatus,
  { at, location = null, message = null }: { at: Date; location?: string | null; message?: string | null },
): Shipment => ({ ...shipment, status, tracking: [...shipment.tracking, { status, at, location, message }] });

const withShipment = (order: Order, shipment: Shipment): Order =>
  touched(
    { ...order, shipments: order.shipments.map((one) => (one.id === shipment.id ? shipment : one)) },
    shipment.sellerOrderId,
  );

const touched = <State extends OrderBody>(order: State, sellerOrderId: SellerOrderId): State => ({
  ...order,
  sellerOrders: order.sellerOrders.map((part) =>
    part.id === sellerOrderId ? { ...part, version: part.version + 1 } : part,
  ),
});

function shipmentReference(order: OrderBody, shipment: Shipment) {
  const lineOf = new Map(order.lines.map((line) => [line.id, line]));
  const [first] = shipment.lines;
  const shopId = first && lineOf.get(first.orderLineId)?.shopId;
  if (!shopId) throw new TypeError(`Shipment ${shipment.id} holds no line of its order`);
  return {
    orderId: order.id,
    buyerId: order.buyer.userId,
    shopId,
    sellerOrderId: shipment.sellerOrderId,
    shipmentId: shipment.id,
    lines: shipment.lines.map(({ orderLineId, quantity }) => {
      const line = lineOf.get(orderLineId);
      if (!line) throw new TypeError(`Shipment ${shipment.id} holds ${orderLineId}, its order does not`);
      return { orderLineId, variantId: line.variantId, quantity };
    }),
  };
}
