import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import {
  cartId,
  instant,
  moneyValue,
  orderId,
  orderLineId,
  paymentAttemptId,
  productId,
  quantity,
  refundId,
  sellerOrderId,
  shipmentId,
  shopId,
  userId,
  variantId,
} from '../values.ts';

export const paymentMethod = z.enum(['SANDBOX', 'CASH_ON_DELIVERY']);
export const cancelReason = z.enum([
  'CHANGED_MIND',
  'OUT_OF_STOCK',
  'PAYMENT_FAILED',
  'SELLER_DECLINED',
  'FRAUD',
  'OTHER',
]);

const orderLine = z.object({
  orderLineId,
  sellerOrderId,
  variantId,
  productId,
  shopId,
  quantity,
  unitPrice: moneyValue,
  total: moneyValue,
});

/** One shop's part of an order, with the commission frozen at placement. */
const sellerOrder = z.object({ sellerOrderId, shopId, total: moneyValue, commission: moneyValue });

const orderRef = { orderId, buyerId: userId.nullable(), shopIds: z.array(shopId) };
const shipmentRef = {
  orderId,
  buyerId: userId.nullable(),
  shopId,
  sellerOrderId,
  shipmentId,
  lines: z.array(z.object({ orderLineId, variantId, quantity })),
};

const aboutOrder = { version: 1, topic: 'orders', aggregateId: (p: { orderId: string }) => p.orderId } as const;
const orderKeys = (p: { orderId: string; buyerId: string | null; shopIds: readonly string[] }) => ({
  orderId: p.orderId,
  shopIds: [...p.shopIds],
  ...(p.buyerId === null ? {} : { buyerId: p.buyerId }),
});
const shipmentKeys = (p: { orderId: string; buyerId: string | null; shopId: string }) =>
  orderKeys({ ...p, shopIds: [p.shopId] });

/** An order exists and asks for stock. Nothing is owed yet. */
export const OrderSubmitted = defineEvent({
  ...aboutOrder,
  type: 'OrderSubmitted',
  keys: orderKeys,
  payload: z.object({
    ...orderRef,
    orderNumber: z.string(),
    /** SHA-256 of the order's access token, hex: whoever shows the token may see what belongs to the order. */
    accessHash: z.string(),
    cart: z.object({ cartId, version: z.int().positive() }).nullable(),
    lines: z.array(orderLine).min(1),
    sellerOrders: z.array(sellerOrder).min(1),
    total: moneyValue,
    paymentMethod,
  }),
});

/** Stock is held: payments may ask the buyer to pay. */
export const OrderAwaitingPayment = defineEvent({
  ...aboutOrder,
  type: 'OrderAwaitingPayment',
  keys: orderKeys,
  payload: z.object({ ...orderRef, total: moneyValue, paymentMethod, expiresAt: instant }),
});

/** The order is binding: paid, authorized, or payable on delivery. */
export const OrderPlaced = defineEvent({
  ...aboutOrder,
  type: 'OrderPlaced',
  keys: orderKeys,
  payload: z.object({
    ...orderRef,
    placedAt: instant,
    total: moneyValue,
    sellerOrders: z.array(sellerOrder).min(1),
  }),
});

export const OrderCancelled = defineEvent({
  ...aboutOrder,
  type: 'OrderCancelled',
  keys: orderKeys,
  payload: z.object({ ...orderRef, cartId: cartId.nullable(), reason: cancelReason, wasPlaced: z.boolean() }),
});

export const OrderExpired = defineEvent({
  ...aboutOrder,
  type: 'OrderExpired',
  keys: orderKeys,
  payload: z.object({ ...orderRef, cartId: cartId.nullable() }),
});

/** The order is closing: payments calls the open attempt off at the provider and answers PaymentCancelled or PaymentCaptured. */
export const PaymentCancelRequested = defineEvent({
  ...aboutOrder,
  type: 'PaymentCancelRequested',
  keys: orderKeys,
  payload: z.object({ ...orderRef, because: z.enum(['CANCELLED', 'EXPIRED']) }),
});

export const RefundRequested = defineEvent({
  ...aboutOrder,
  type: 'RefundRequested',
  keys: orderKeys,
  payload: z.object({ ...orderRef, refundId, amount: moneyValue, reason: z.string() }),
});

/** What payments reported, folded into the order: every change of an order announces at least one event. */
export const OrderPaymentUpdated = defineEvent({
  ...aboutOrder,
  type: 'OrderPaymentUpdated',
  keys: orderKeys,
  payload: z.object({ ...orderRef, paymentStatus: z.string(), paymentAttemptId: paymentAttemptId.nullable() }),
});

/** What was given back, split over the shops it came from. */
export const OrderRefunded = defineEvent({
  ...aboutOrder,
  type: 'OrderRefunded',
  keys: orderKeys,
  payload: z.object({
    ...orderRef,
    refundId,
    amount: moneyValue,
    sellerOrders: z.array(sellerOrder),
  }),
});

export const ShipmentPacked = defineEvent({
  ...aboutOrder,
  type: 'ShipmentPacked',
  keys: shipmentKeys,
  payload: z.object(shipmentRef),
});

export const ShipmentShipped = defineEvent({
  ...aboutOrder,
  type: 'ShipmentShipped',
  keys: shipmentKeys,
  payload: z.object({ ...shipmentRef, carrier: z.string(), trackingNumber: z.string() }),
});

export const ShipmentMoved = defineEvent({
  ...aboutOrder,
  type: 'ShipmentMoved',
  keys: shipmentKeys,
  payload: z.object({ ...shipmentRef, status: z.enum(['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'CANCELLED']) }),
});

export const ShipmentDelivered = defineEvent({
  ...aboutOrder,
  type: 'ShipmentDelivered',
  keys: shipmentKeys,
  payload: z.object({ ...shipmentRef, deliveredAt: instant }),
});

/** Everything arrived. */
export const OrderDelivered = defineEvent({
  ...aboutOrder,
  type: 'OrderDelivered',
  keys: orderKeys,
  payload: z.object({ ...orderRef, deliveredAt: instant }),
});

/** Delivered and the return window is over. */
export const OrderCompleted = defineEvent({
  ...aboutOrder,
  type: 'OrderCompleted',
  keys: orderKeys,
  payload: z.object({ ...orderRef, completedAt: instant }),
});
