import { changed, refused, unchanged, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { hasPackedShipment } from './fulfillment-status.ts';
import type { Cancellation, CancelledOrder, Order, PlacedOrder } from './order.ts';
import { orderCancelled, paymentCancelRequested, refundRequested } from './order-events.ts';
import { refundOf } from './refund.ts';

export interface NotCancellable {
  readonly kind: 'NOT_CANCELLABLE';
  readonly because: 'ALREADY_PACKED' | 'COMPLETED' | 'EXPIRED';
}

interface Why extends Cancellation {
  readonly at: Date;
  readonly newId: IdFactory;
}

/** Calls an order off until its first shipment is packed; what was paid is given back. Twice is not an error. */
export const cancel =
  (why: Why): Decide<Order, Announcement, NotCancellable> =>
  (order) => {
    switch (order.status) {
      case 'CANCELLED':
        return unchanged(order);
      case 'PENDING': {
        const cancelled = cancelledOrder(order, why, null);
        return changed(cancelled, [orderCancelled(cancelled)]);
      }
      case 'AWAITING_PAYMENT': {
        // The provider first: a payment that is called off cannot arrive late. Ends on its answer. One that is about to expire is
        // called off all the same: otherwise money that is faster than the expiry would place it against its buyer's word.
        if (order.closing?.kind === 'CANCELLING') return unchanged(order);
        const closing = { ...order, closing: { kind: 'CANCELLING', reason: why.reason } } as const;
        return changed(closing, [paymentCancelRequested(closing)]);
      }
      case 'PLACED':
        return hasPackedShipment(order)
          ? refused({ kind: 'NOT_CANCELLABLE', because: 'ALREADY_PACKED' })
          : cancelPlaced(order, why);
      case 'COMPLETED':
      case 'EXPIRED':
        return refused({ kind: 'NOT_CANCELLABLE', because: order.status });
    }
  };

function cancelPlaced(order: PlacedOrder, why: Why) {
  const cancelled = cancelledOrder(order, why, order.placedAt);
  const refund = refundOf(order, { ...why, amount: undefined });
  if (!refund) return changed(cancelled, [orderCancelled(cancelled)]);
  const refunding = { ...cancelled, refunds: [...order.refunds, refund] };
  return changed(refunding, [orderCancelled(refunding), refundRequested(refunding, refund)]);
}

/** The order in its end state; what was packed before cannot be, so open shipments are cancelled with it. */
export const cancelledOrder = (
  order: Order,
  why: Cancellation & { at: Date },
  placedAt: Date | null,
): CancelledOrder => {
  const { id, version, number, buyer, accessHash, cart, address, paymentMethod, totals, sellerOrders, lines } = order;
  const { refunds, payment, isOnHold, submittedAt } = order;
  return {
    status: 'CANCELLED',
    id,
    version,
    number,
    buyer,
    accessHash,
    cart,
    address,
    paymentMethod,
    totals,
    sellerOrders,
    lines,
    shipments: order.shipments.map((shipment) => ({ ...shipment, status: 'CANCELLED' })),
    refunds,
    payment,
    isOnHold,
    submittedAt,
    placedAt,
    cancelledAt: why.at,
    cancellation: { reason: why.reason, lines: why.lines },
  };
};
