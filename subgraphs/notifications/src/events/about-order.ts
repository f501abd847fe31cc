import type { OrderId, RefundId, ShipmentId } from '@stoa/contracts';
import type { AboutOrder } from '../domain/notification.ts';

/** What a message is about, from an event of an order. */
export const aboutOrder = (event: {
  readonly orderId: OrderId;
  readonly shipmentId?: ShipmentId;
  readonly refundId?: RefundId;
}): AboutOrder => ({
  kind: 'ORDER',
  orderId: event.orderId,
  shipmentId: event.shipmentId ?? null,
  refundId: event.refundId ?? null,
});
