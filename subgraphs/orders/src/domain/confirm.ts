import type { PaymentAttemptId } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import { cancelledOrder } from './cancel.ts';
import type { CancelledOrder, CancelReason, ExpiredOrder, Order, PaymentFigures, PlacedOrder } from './order.ts';
import { orderCancelled, orderPaymentUpdated, orderPlaced, refundRequested } from './order-events.ts';
import { refundOf } from './refund.ts';

interface Money {
  readonly paymentAttemptId: PaymentAttemptId;
  /** The provider's totals after this report: set, never added up. Minor units. */
  readonly authorizedMinor?: number;
  readonly capturedMinor?: number;
  readonly at: Date;
  readonly newId: IdFactory;
}

/**
 * Money arrived or is promised. Confirming twice is not an error: payment events arrive at least once. An end state is
 * never left: late money is given back in full. An order that was about to expire is placed after all; one that its buyer
 * called off is not, and the money goes back.
 */
export const confirm =
  (paid: Money): Decide<Order, Announcement, never> =>
  (order) => {
    const payment = figuresAfter(order.payment, paid);
    const isKnown =
      payment.capturedMinor === order.payment.capturedMinor &&
      payment.authorizedMinor === order.payment.authorizedMinor;
    if (isKnown) return unchanged(order);
    switch (order.status) {
      case 'AWAITING_PAYMENT': {
        if (order.closing?.kind === 'CANCELLING') return cancelPaid({ ...order, payment }, order.closing.reason, paid);
        const { closing: _closing, expiresAt: _expiresAt, ...body } = order;
        const placed: PlacedOrder = { ...body, status: 'PLACED', placedAt: paid.at, deliveredAt: null, payment };
        return changed(placed, [orderPlaced(placed), orderPaymentUpdated(placed, paid.paymentAttemptId)]);
      }
      case 'CANCELLED':
      case 'EXPIRED':
        return giveBack({ ...order, payment }, paid);
      // Payments asks for money only after the hold, so PENDING hears this only when events overtake: the figures are kept.
      case 'PENDING':
      case 'PLACED':
      case 'COMPLETED': {
        const paidOrder = { ...order, payment };
        return changed(paidOrder, [orderPaymentUpdated(paidOrder, paid.paymentAttemptId)]);
      }
    }
  };

// Events in this order: listeners learn that the order has ended before they are asked for its money.
function cancelPaid(order: Order, reason: CancelReason, paid: Money) {
  const cancelled = cancelledOrder(order, { reason, lines: [], at: paid.at }, null);
  const { state, events } = giveBack(cancelled, paid);
  return changed(state, [orderCancelled(cancelled), ...events]);
}

function giveBack<Ended extends CancelledOrder | ExpiredOrder>(order: Ended, paid: Money) {
  const updated = (now: Ended) => orderPaymentUpdated(now, paid.paymentAttemptId);
  const refund = refundOf(order, { amount: undefined, reason: 'LATE_PAYMENT', ...paid });
  if (!refund) return changed(order, [updated(order)]);
  const refunding = { ...order, refunds: [...order.refunds, refund] };
  return changed(refunding, [updated(refunding), refundRequested(refunding, refund)]);
}

/** An attempt failed: the buyer may try again while the order awaits payment. */
export const failAttempt =
  (paymentAttemptId: PaymentAttemptId): Decide<Order, Announcement, never> =>
  (order) => {
    if (order.status !== 'AWAITING_PAYMENT') return unchanged(order);
    const failed: Order = { ...order, payment: { ...order.payment, hasFailedAttempt: true } };
    return changed(failed, [orderPaymentUpdated(failed, paymentAttemptId)]);
  };

const figuresAfter = (before: PaymentFigures, { authorizedMinor, capturedMinor }: Money): PaymentFigures => ({
  ...before,
  authorizedMinor: Math.max(before.authorizedMinor, authorizedMinor ?? 0),
  capturedMinor: Math.max(before.capturedMinor, capturedMinor ?? 0),
});
