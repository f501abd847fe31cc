import type { Money } from '@stoa/kernel';
import type { Order, OrderBody, OrderLine, Refund, SellerOrder, Shipment, Totals } from '../domain/order.ts';
import type { OrderLineRow, OrderRow, RefundRow, SellerOrderRow, ShipmentRow } from './order-rows.ts';

/** The rows of one order as they are read. */
export interface OrderRows {
  readonly order: OrderRow;
  readonly sellerOrders: readonly SellerOrderRow[];
  readonly lines: readonly OrderLineRow[];
  readonly shipments: readonly ShipmentRow[];
  readonly refunds: readonly RefundRow[];
}

/** Rows back to the domain's union: the one place where a status decides which fields there are. */
export const orderFromRows = (rows: OrderRows): Order => {
  const { order: row } = rows;
  const body = bodyFromRows(rows);
  switch (row.status) {
    case 'PENDING':
      return { ...body, status: row.status };
    case 'AWAITING_PAYMENT':
      return { ...body, status: row.status, expiresAt: known(row.expires_at, 'expires_at'), closing: row.closing };
    case 'PLACED':
      return {
        ...body,
        status: row.status,
        placedAt: known(row.placed_at, 'placed_at'),
        deliveredAt: row.delivered_at,
      };
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

type InCurrency = (amountMinor: number) => Money;

function bodyFromRows({ order: row, sellerOrders, lines, shipments, refunds }: OrderRows): OrderBody {
  const inCurrency: InCurrency = (amountMinor) => ({ amountMinor, currencyCode: row.currency_code });
  const shopOf = new Map(sellerOrders.map((part) => [part.id, part.shop_id]));
  return {
    id: row.id,
    version: row.version,
    number: row.number,
    buyer: { userId: row.buyer_id, guest: row.guest, email: row.email },
    accessHash: row.access_hash,
    cart: row.cart_id === null ? null : { cartId: row.cart_id, version: known(row.cart_version, 'cart_version') },
    address: row.address,
    paymentMethod: row.payment_method,
    totals: totalsOf(row, inCurrency),
    sellerOrders: sellerOrders.map((part) => sellerOrderOf(part, inCurrency)),
    lines: lines.map((line) =>
      orderLineOf(line, known(shopOf.get(line.seller_order_id), 'a seller order'), inCurrency),
    ),
    shipments: shipments.map(shipmentOf),
    refunds: refunds.map((refund) => refundOf(refund, inCurrency)),
    payment: {
      authorizedMinor: row.authorized_minor,
      capturedMinor: row.captured_minor,
      refundedMinor: row.refunded_minor,
      hasFailedAttempt: row.has_failed_attempt,
    },
    isOnHold: row.is_on_hold,
    submittedAt: row.submitted_at,
  };
}

type AmountColumns = Pick<OrderRow, 'items_minor' | 'delivery_minor' | 'tax_minor' | 'total_minor'>;

const totalsOf = (row: AmountColumns, inCurrency: InCurrency): Totals => ({
  items: inCurrency(row.items_minor),
  delivery: inCurrency(row.delivery_minor),
  tax: inCurrency(row.tax_minor),
  total: inCurrency(row.total_minor),
});

const sellerOrderOf = (row: SellerOrderRow, inCurrency: InCurrency): SellerOrder => ({
  id: row.id,
  shopId: row.shop_id,
  shopName: row.shop_name,
  delivery: { code: row.delivery_code, name: row.delivery_name },
  totals: totalsOf(row, inCurrency),
  commissionRate: row.commission_basis_points,
  commission: inCurrency(row.commission_minor),
  version: row.version,
});

const orderLineOf = (row: OrderLineRow, shopId: OrderLine['shopId'], inCurrency: InCurrency): OrderLine => ({
  id: row.id,
  sellerOrderId: row.seller_order_id,
  shopId,
  variantId: row.variant_id,
  productId: row.product_id,
  title: row.title,
  sku: row.sku,
  quantity: row.quantity,
  unitPrice: inCurrency(row.unit_price_minor),
  total: inCurrency(row.total_minor),
  tax: inCurrency(row.tax_minor),
});

// Dates inside JSON arrive as text.
const shipmentOf = (row: ShipmentRow): Shipment => ({
  id: row.id,
  sellerOrderId: row.seller_order_id,
  status: row.status,
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  lines: row.lines,
  tracking: row.tracking.map((event) => ({ ...event, at: new Date(event.at) })),
  createdAt: new Date(row.created_at),
});

const refundOf = (row: RefundRow, inCurrency: InCurrency): Refund => ({
  id: row.id,
  amount: inCurrency(row.amount_minor),
  reason: row.reason,
  status: row.status,
  requestedAt: new Date(row.requested_at),
  settledAt: row.settled_at && new Date(row.settled_at),
});

function known<Value>(value: Value | null | undefined, what: string): Value {
  if (value == null) throw new TypeError(`An order's row lacks ${what}`);
  return value;
}
