import type { Money } from '@stoa/kernel';
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

/** The rows of one order as they are read. */
export interface OrderRows {
  readonly order: OrderRow;
  readonly sellerOrders: readonly SellerOrderRow[];
  readonly lines: readonly OrderLineRow[];
  readonly shipments: readonly ShipmentRow[];
  readonly refunds: readonly RefundRow[];
}

/** Rows back to the domain's union: the one place where a status decides which fields there are. */
export const orderFromRows = ({ order: row, sellerOrders, lines, shipments, refunds }: OrderRows): Order => {
  const inCurrency = (amountMinor: number): Money => ({ amountMinor, currencyCode: row.currency_code });
  const totalsOf = (amounts: Pick<OrderRow, 'items_minor' | 'delivery_minor' | 'tax_minor' | 'total_minor'>) => ({
    items: inCurrency(amounts.items_minor),
    delivery: inCurrency(amounts.delivery_minor),
    tax: inCurrency(amounts.tax_minor),
    total: inCurrency(amounts.total_minor),
  });
  const shopOf = new Map(sellerOrders.map((part) => [part.id, part.shop_id]));
  const body = {
    id: row.id,
    version: row.version,
    number: row.number,
    buyer: { userId: row.buyer_id, guest: row.guest, email: row.email },
    accessHash: row.access_hash,
    cart: row.cart_id !== null && row.cart_version !== null ? { cartId: row.cart_id, version: row.cart_version } : null,
    address: row.address,
    paymentMethod: row.payment_method,
    totals: totalsOf(row),
    sellerOrders: sellerOrders.map((part) => ({
      id: part.id,
      shopId: part.shop_id,
      shopName: part.shop_name,
      delivery: { code: part.delivery_code, name: part.delivery_name },
      totals: totalsOf(part),
      commissionRate: part.commission_basis_points,
      commission: inCurrency(part.commission_minor),
      version: part.version,
    })),
    lines: lines.map((line) => ({
      id: line.id,
      sellerOrderId: line.seller_order_id,
      shopId: known(shopOf.get(line.seller_order_id), 'seller order'),
      variantId: line.variant_id,
      productId: line.product_id,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: inCurrency(line.unit_price_minor),
      total: inCurrency(line.total_minor),
      tax: inCurrency(line.tax_minor),
    })),
    shipments: shipments.map((shipment) => ({
      id: shipment.id,
      sellerOrderId: shipment.seller_order_id,
      status: shipment.status,
      carrier: shipment.carrier,
      trackingNumber: shipment.tracking_number,
      lines: shipment.lines,
      // Dates inside JSON arrive as text.
      tracking: shipment.tracking.map((event) => ({ ...event, at: new Date(event.at) })),
      createdAt: new Date(shipment.created_at),
    })),
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: inCurrency(refund.amount_minor),
      reason: refund.reason,
      status: refund.status,
      requestedAt: new Date(refund.requested_at),
      settledAt: refund.settled_at && new Date(refund.settled_at),
    })),
    payment: {
      authorizedMinor: row.authorized_minor,
      capturedMinor: row.captured_minor,
      refundedMinor: row.refunded_minor,
      hasFailedAttempt: row.has_failed_attempt,
    },
    isOnHold: row.is_on_hold,
    submittedAt: row.submitted_at,
  } satisfies Omit<Order, 'status'>;
  switch (row.status) {
    case 'PENDING':
      return { ...body, status: row.status };
    case 'AWAITING_PAYMENT':
      return {
        ...body,
        status: row.status,
        expiresAt: known(row.expires_at, 'expires_at'),
        closing: row.closing,
      };
    case 'PLACED':
      return { ...body, status: row.status, placedAt: known(row.placed_at, 'placed_at'), deliveredAt: row.delivered_at };
    case 'COMPLETED':
      return {
        ...body,
        status: row.status,
        placedAt: known(row.placed_at, 'placed_at'),
        deliveredAt: known(row.delivered_at, 'delivered_at'),
        completedAt: known(row.ended_at, 'ended_at'),
      };
    case 'CANCELLED':
      return {
        ...body,
        status: row.status,
        placedAt: row.placed_at,
        cancelledAt: known(row.ended_at, 'ended_at'),
        cancellation: known(row.cancellation, 'cancellation'),
      };
    case 'EXPIRED':
      return { ...body, status: row.status, expiredAt: known(row.ended_at, 'ended_at') };
  }
};

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

function known<Value>(value: Value | null | undefined, what: string): Value {
  if (value == null) throw new TypeError(`An order's row lacks ${what}`);
  return value;
}
