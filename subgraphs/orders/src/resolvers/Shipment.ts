import type { OrderLine } from '../domain/order.ts';
import type { ShipmentResolvers } from '../generated/resolvers-types.ts';

export const Shipment: ShipmentResolvers = {
  id: ({ shipment }) => shipment.id,
  status: ({ shipment }) => shipment.status,
  carrier: ({ shipment }) => shipment.carrier,
  trackingNumber: ({ shipment }) => shipment.trackingNumber,
  lines: ({ order, shipment }) =>
    shipment.lines.map(({ orderLineId, quantity }) => ({
      // A parcel is packed from its order's own lines only.
      line: order.lines.find((line) => line.id === orderLineId) as OrderLine,
      quantity,
    })),
  trackingEvents: ({ shipment }) => [...shipment.tracking],
};
