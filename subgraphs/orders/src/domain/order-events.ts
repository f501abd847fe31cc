import {
  OrderAwaitingPayment,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderExpired,
  OrderPaymentUpdated,
  OrderPlaced,
  OrderRefunded,
  OrderSubmitted,
  PaymentCancelRequested,
  RefundRequested,
  type PaymentAttemptId,
  type ShopId,
} from '@stoa/contracts';
import { allocate, basisPointsOf, money, type Money } from '@stoa/kernel';
import type {
  AwaitingPaymentOrder,
  CancelledOrder,
  CompletedOrder,
  ExpiredOrder,
  Order,
  OrderBody,
  PendingOrder,
  PlacedOrder,
  Refund,
} from './order.ts';
import { paymentStatusOf } from './payment-status.ts';

/** The order as its events name it. */
const reference = (order: OrderBody) => ({
  orderId: order.id,
  buyerId: order.buyer.userId,
  shopIds: order.sellerOrders.map((sellerOrder): ShopId => sellerOrder.shopId),
});

const sellerShares = (order: OrderBody) =>
  order.sellerOrders.map(({ id, shopId, totals, commission }) => ({
    sellerOrderId: id,
    shopId,
    total: totals.total,
    commission,
  }));

export const orderSubmitted = (order: PendingOrder) =>
  OrderSubmitted.of({
    ...reference(order),
    orderNumber: order.number,
    accessHash: order.accessHash,
    cart: order.cart,
    lines: order.lines.map(({ id, title: _title, sku: _sku, tax: _tax, ...line }) => ({ orderLineId: id, ...line })),
    sellerOrders: sellerShares(order),
    total: order.totals.total,
    paymentMethod: order.paymentMethod,
  });

export const orderAwaitingPayment = (order: AwaitingPaymentOrder) =>
  OrderAwaitingPayment.of({
    ...reference(order),
    total: order.totals.total,
    paymentMethod: order.paymentMethod,
    expiresAt: order.expiresAt.toISOString(),
  });

export const orderPlaced = (order: PlacedOrder) =>
  OrderPlaced.of({
    ...reference(order),
    placedAt: order.placedAt.toISOString(),
    total: order.totals.total,
    sellerOrders: sellerShares(order),
  });

export const orderCancelled = (order: CancelledOrder) =>
  OrderCancelled.of({
    ...reference(order),
    cartId: order.cart?.cartId ?? null,
    reason: order.cancellation.reason,
    wasPlaced: order.placedAt !== null,
  });

export const orderExpired = (order: ExpiredOrder) =>
  OrderExpired.of({ ...reference(order), cartId: order.cart?.cartId ?? null });

export const paymentCancelRequested = (order: AwaitingPaymentOrder) =>
  PaymentCancelRequested.of({
    ...reference(order),
    because: order.closing?.kind === 'EXPIRING' ? 'EXPIRED' : 'CANCELLED',
  });

export const refundRequested = (order: OrderBody, { id, amount, reason }: Refund) =>
  RefundRequested.of({ ...reference(order), refundId: id, amount, reason });

export const orderPaymentUpdated = (order: Order, paymentAttemptId: PaymentAttemptId | null) =>
  OrderPaymentUpdated.of({ ...reference(order), paymentStatus: paymentStatusOf(order), paymentAttemptId });

/** Splits a refund over the shops, in proportion to what each sold. `order` is the one whose figures do not count it yet. */
export const orderRefunded = (order: Order, { id, amount }: Refund) => {
  const shares = allocate(
    shopsPartOf(order, amount),
    order.sellerOrders.map(({ totals }) => totals.total.amountMinor),
  );
  return OrderRefunded.of({
    ...reference(order),
    refundId: id,
    amount,
    sellerOrders: order.sellerOrders.flatMap((sellerOrder, index) => {
      const total = shares[index] ?? amount;
      const commission = basisPointsOf(total, sellerOrder.commissionRate);
      return total.amountMinor > 0
        ? [{ sellerOrderId: sellerOrder.id, shopId: sellerOrder.shopId, total, commission }]
        : [];
    }),
  });
};

/** What of a refund the shops had: nothing of an order that was never placed, and what was paid beyond the total goes back first. */
function shopsPartOf(order: Order, { amountMinor, currencyCode }: Money): Money {
  const wasPlaced = 'placedAt' in order && order.placedAt !== null;
  if (!wasPlaced) return money(0, currencyCode);
  const { capturedMinor, refundedMinor } = order.payment;
  const beyond = Math.max(0, capturedMinor - refundedMinor - order.totals.total.amountMinor);
  return money(Math.max(0, amountMinor - beyond), currencyCode);
}

export const orderDelivered = (order: OrderBody, deliveredAt: Date) =>
  OrderDelivered.of({ ...reference(order), deliveredAt: deliveredAt.toISOString() });

export const orderCompleted = (order: CompletedOrder) =>
  OrderCompleted.of({ ...reference(order), completedAt: order.completedAt.toISOString() });
