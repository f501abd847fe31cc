import type { OrderLine, Shipment, ShipmentStatus } from './order.ts';

export type FulfillmentStatus =
  | 'UNFULFILLED'
  | 'PARTIALLY_FULFILLED'
  | 'FULFILLED'
  | 'PARTIALLY_DELIVERED'
  | 'DELIVERED'
  | 'PARTIALLY_RETURNED'
  | 'RETURNED';

interface Fulfillable {
  readonly lines: readonly OrderLine[];
  readonly shipments: readonly Shipment[];
}

/** The fulfillment axis of an order or of one seller order: a fold over its shipments. */
export const fulfillmentStatusOf = ({ lines, shipments }: Fulfillable): FulfillmentStatus => {
  const ordered = lines.reduce((sum, line) => sum + line.quantity, 0);
  const shipped = quantityIn(shipments, SHIPPED);
  const delivered = quantityIn(shipments, DELIVERED);
  if (delivered > 0) return delivered < ordered ? 'PARTIALLY_DELIVERED' : 'DELIVERED';
  if (shipped > 0) return shipped < ordered ? 'PARTIALLY_FULFILLED' : 'FULFILLED';
  return 'UNFULFILLED';
};

/** How many of each line no shipment has taken yet, by line id. */
export const unpackedQuantities = ({ lines, shipments }: Fulfillable): Map<string, number> => {
  const left = new Map<string, number>(lines.map((line) => [line.id, line.quantity]));
  for (const shipment of shipments) {
    if (shipment.status === 'CANCELLED') continue;
    for (const { orderLineId, quantity } of shipment.lines)
      left.set(orderLineId, (left.get(orderLineId) ?? 0) - quantity);
  }
  return left;
};

/** Whether a parcel is packed or further: the point after which nothing is called off. */
export const hasPackedShipment = ({ shipments }: Pick<Fulfillable, 'shipments'>): boolean =>
  shipments.some((shipment) => shipment.status !== 'PENDING' && shipment.status !== 'CANCELLED');

const SHIPPED: readonly ShipmentStatus[] = ['SHIPPED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];
const DELIVERED: readonly ShipmentStatus[] = ['DELIVERED'];

const quantityIn = (shipments: readonly Shipment[], statuses: readonly ShipmentStatus[]) =>
  shipments
    .filter((shipment) => statuses.includes(shipment.status))
    .flatMap((shipment) => shipment.lines)
    .reduce((sum, line) => sum + line.quantity, 0);
