import { money } from '@stoa/kernel';
import { fulfillmentStatusOf } from '../domain/fulfillment-status.ts';
import { paymentStatusOf } from '../domain/payment-status.ts';
import { ALLOWED_TRANSITIONS } from '../domain/transitions.ts';
import type { OrderResolvers } from '../generated/resolvers-types.ts';
import type { TimelineRow } from '../persistence/order-reader.ts';
import { seenOf, seenParts } from './seen-parts.ts';

export const Order: OrderResolvers = {
  paymentStatus: paymentStatusOf,
  fulfillmentStatus: fulfillmentStatusOf,
  allowedTransitions: ({ status }) => [...ALLOWED_TRANSITIONS[status]],
  buyer: ({ buyer }) => (buyer.userId === null ? null : { __typename: 'User', id: buyer.userId }),
  email: ({ buyer }) => buyer.email,
  deliveryAddress: ({ address }) => address,
  itemsTotal: ({ totals }) => totals.items,
  deliveryTotal: ({ totals }) => totals.delivery,
  taxTotal: ({ totals }) => totals.tax,
  total: ({ totals }) => totals.total,
  refundedTotal: ({ payment, totals }) => money(payment.refundedMinor, totals.total.currencyCode),
  lines: (order, _, context) => seenOf(order.lines, order, context),
  sellerOrders: async (order, _, context) => (await seenParts(order, context)).map((part) => ({ order, part })),
  shipments: async (order, _, context) =>
    (await seenOf(order.shipments, order, context)).map((shipment) => ({ order, shipment })),
  timeline: async (order, _, context) => {
    const [entries, parts] = await Promise.all([context.loaders.timeline.load(order.id), seenParts(order, context)]);
    const isSeen = ({ sellerOrderId }: TimelineRow) =>
      sellerOrderId === null || parts.some(({ id }) => id === sellerOrderId);
    return entries.filter(isSeen).map((entry) => ({ order, entry }));
  },
  cancellation: (order) => (order.status === 'CANCELLED' ? order.cancellation : null),
  expiresAt: (order) => (order.status === 'AWAITING_PAYMENT' ? order.expiresAt : null),
  placedAt: (order) => ('placedAt' in order ? order.placedAt : null),
  deliveredAt: (order) => ('deliveredAt' in order ? order.deliveredAt : null),
  accessToken: ({ id }, _, { rooms }) => rooms.access.tokenOf(id),
};
