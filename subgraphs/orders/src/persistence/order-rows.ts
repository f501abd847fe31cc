import { fulfillmentStatusOf } from '../domain/fulfillment-status.ts';
import type { Order, OrderLine, Refund, SellerOrder, Shipment } from '../domain/order.ts';
import { paymentStatusOf } from '../domain/payment-status.ts';

/** The row of `orders` that an order is written as. Column names are the keys. */
export const orderRow = (order: Order, updatedAt: Date) => ({
  id: order.id,
  number: order.number,
  status: order.status,
  payment_status: paymentStatusOf(order),
  fulfillment_status: fulfillmentStatusOf(order),
  is_on_hold: order.isOnHold,
  buyer_id: order.buyer.userId,
  guest: order.buyer.guest,
  email: order.buyer.email,
  access_hash: order.accessHash,
  currency_code: order.totals.total.currencyCode,
  items_minor: order.totals.items.amountMinor,
  delivery_minor: order.totals.delivery.amountMinor,
  tax_minor: order.totals.tax.amountMinor,
  total_minor: order.totals.total.amountMinor,
  authorized_minor: order.payment.authorizedMinor,
  captured_minor: order.payment.capturedMinor,
  refunded_minor: order.payment.refundedMinor,
  has_failed_attempt: order.payment.hasFailedAttempt,
  payment_method: order.paymentMethod,
  cart_id: order.cart?.cartId ?? null,
  cart_version: order.cart?.version ?? null,
  address: order.address,
  closing: order.status === 'AWAITING_PAYMENT' ? order.closing : null,
  cancellation: order.status === 'CANCELLED' ? order.cancellation : null,
  version: order.version,
  submitted_at: order.submittedAt,
  expires_at: order.status === 'AWAITING_PAYMENT' ? order.expiresAt : null,
  placed_at: 'placedAt' in order ? order.placedAt : null,
  delivered_at: 'deliveredAt' in order ? order.deliveredAt : null,
  ended_at: endedAt(order),
  updated_at: updatedAt,
});

/** The row of `seller_orders`. */
export const sellerOrderRow = (order: Order, part: SellerOrder) => ({
  id: part.id,
  order_id: order.id,
  shop_id: part.shopId,
  shop_name: part.shopName,
  fulfillment_status: fulfillmentStatusOf({
    lines: order.lines.filter((line) => line.sellerOrderId === part.id),
    shipments: order.shipments.filter((shipment) => shipment.sellerOrderId === part.id),
  }),
  delivery_code: part.delivery.code,
  delivery_name: part.delivery.name,
  items_minor: part.totals.items.amountMinor,
  delivery_minor: part.totals.delivery.amountMinor,
  tax_minor: part.totals.tax.amountMinor,
  total_minor: part.totals.total.amountMinor,
  commission_basis_points: part.commissionRate,
  commission_minor: part.commission.amountMinor,
  version: part.version,
});

/** The row of `order_lines`. */
export const orderLineRow = (order: Order, line: OrderLine) => ({
  id: line.id,
  order_id: order.id,
  seller_order_id: line.sellerOrderId,
  variant_id: line.variantId,
  product_id: line.productId,
  title: line.title,
  sku: line.sku,
  quantity: line.quantity,
  unit_price_minor: line.unitPrice.amountMinor,
  total_minor: line.total.amountMinor,
  tax_minor: line.tax.amountMinor,
});

/** The row of `shipments`. */
export const shipmentRow = (order: Order, shipment: Shipment, updatedAt: Date) => ({
  id: shipment.id,
  order_id: order.id,
  seller_order_id: shipment.sellerOrderId,
  status: shipment.status,
  carrier: shipment.carrier,
  tracking_number: shipment.trackingNumber,
  lines: shipment.lines,
  tracking: shipment.tracking,
  created_at: shipment.createdAt,
  updated_at: updatedAt,
});

/** The row of `refunds`. */
export const refundRow = (order: Order, refund: Refund) => ({
  id: refund.id,
  order_id: order.id,
  amount_minor: refund.amount.amountMinor,
  reason: refund.reason,
  status: refund.status,
  requested_at: refund.requestedAt,
  settled_at: refund.settledAt,
});

export type OrderRow = ReturnType<typeof orderRow>;
export type SellerOrderRow = ReturnType<typeof sellerOrderRow>;
export type OrderLineRow = ReturnType<typeof orderLineRow>;
export type ShipmentRow = ReturnType<typeof shipmentRow>;
export type RefundRow = ReturnType<typeof refundRow>;

function endedAt(order: Order): Date | null {
  switch (order.status) {
    case 'COMPLETED':
      return order.completedAt;
    case 'CANCELLED':
      return order.cancelledAt;
    case 'EXPIRED':
      return order.expiredAt;
    case 'PENDING':
    case 'AWAITING_PAYMENT':
    case 'PLACED':
      return null;
  }
}
