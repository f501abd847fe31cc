import type { PaymentAttemptId } from '@stoa/contracts';
import { changed, unchanged, type Announcement, type Decide, type IdFactory } from '@stoa/kernel';
import type { Order, PaymentFigures, PlacedOrder } from './order.ts';
import { orderPaymentUpdated, orderPlaced, refundRequested } from './order-events.ts';
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
 * never left: late money is given back in full. An order that was closing is placed after all.
 */
export const confirm =
  (paid: Money): Decide<Order, Announcement, never> =>
  (order) => {
    const payment = figuresAfter(order.payment, paid);
    const isKnown =
      payment.capturedMinor === order.payment.capturedMinor && payment.authorizedMinor === order.payment.authorizedMinor;
    if (isKnown) return unchanged(order);
    switch (order.status) {
      case 'AWAITING_PAYMENT': {
        const { closing: _closing, expiresAt: _expiresAt, ...body } = order;
        const placed: PlacedOrder = { ...body, status: 'PLACED', placedAt: paid.at, deliveredAt: null, payment };
        return changed(placed, [orderPlaced(placed), orderPaymentUpdated(placed, paid.paymentAttemptId)]);
      }
      case 'CANCELLED':
      case 'EXPIRED': {
        const late = { ...order, payment };
        const refund = refundOf(late, { amount: undefined, reason: 'LATE_PAYMENT', ...paid });
        if (!refund) return changed(late, [orderPaymentUpdated(late, paid.paymentAttemptId)]);
        const refunding = { ...late, refunds: [...late.refunds, refund] };
        return changed(refunding, [orderPaymentUpdated(refunding, paid.paymentAttemptId), refundRequested(refunding, refund)]);
      }
      // Payments asks for money only after the hold, so PENDING hears this only when events overtake: the figures are kept.
      case 'PENDING':
      case 'PLACED':
      case 'COMPLETED': {
        const paidOrder = { ...order, payment };
        return changed(paidOrder, [orderPaymentUpdated(paidOrder, paid.paymentAttemptId)]);
      }
    }
  };

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
