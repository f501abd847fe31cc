import type { RefundId } from '@stoa/contracts';
import {
  changed,
  money,
  refused,
  unchanged,
  type Announcement,
  type Decide,
  type IdFactory,
  type Money,
} from '@stoa/kernel';
import type { Order, OrderBody, Refund } from './order.ts';
import { orderPaymentUpdated, orderRefunded, refundRequested } from './order-events.ts';

export interface RefundExceedsPayment {
  readonly kind: 'REFUND_EXCEEDS_PAYMENT';
  readonly refundable: Money;
}

interface RefundWish {
  /** Everything that is left when undefined. */
  readonly amount: Money | undefined;
  readonly reason: string;
  readonly at: Date;
  readonly newId: IdFactory;
}

/** Gives money back, in part or in full, in any state: what is captured and not yet promised back is the limit. */
export const requestRefund =
  (wish: RefundWish): Decide<Order, Announcement, RefundExceedsPayment> =>
  (order) => {
    const refund = refundOf(order, wish);
    const refundable = refundableOf(order);
    if (!refund || refund.amount.amountMinor > refundable.amountMinor)
      return refused({ kind: 'REFUND_EXCEEDS_PAYMENT', refundable });
    return changed({ ...order, refunds: [...order.refunds, refund] }, [refundRequested(order, refund)]);
  };

/** The provider gave it back. Reported twice is not an error. */
export const recordRefund =
  (refundId: RefundId, at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    const refund = order.refunds.find((one) => one.id === refundId);
    if (!refund || refund.status === 'SUCCEEDED') return unchanged(order);
    const settled: Refund = { ...refund, status: 'SUCCEEDED', settledAt: at };
    const refunded = withRefund(order, settled);
    return changed({ ...refunded, payment: { ...order.payment, refundedMinor: refundedMinorOf(refunded) } }, [
      orderRefunded(refunded, settled),
    ]);
  };

/** The provider could not give it back; a person has to look. */
export const failRefund =
  (refundId: RefundId, at: Date): Decide<Order, Announcement, never> =>
  (order) => {
    const refund = order.refunds.find((one) => one.id === refundId);
    if (refund?.status !== 'REQUESTED') return unchanged(order);
    const failed = withRefund(order, { ...refund, status: 'FAILED', settledAt: at });
    return changed(failed, [orderPaymentUpdated(failed, null)]);
  };

/** A refund of `amount`, or of everything left; undefined when nothing is. */
export const refundOf = (order: OrderBody, { amount, reason, at, newId }: RefundWish): Refund | undefined => {
  const wanted = amount ?? refundableOf(order);
  if (wanted.amountMinor <= 0) return undefined;
  return { id: newId('rfd'), amount: wanted, reason, status: 'REQUESTED', requestedAt: at, settledAt: null };
};

/** What is captured and not yet promised back. */
export const refundableOf = ({ payment, refunds, totals }: OrderBody): Money => {
  const promised = refunds
    .filter((refund) => refund.status !== 'FAILED')
    .reduce((sum, refund) => sum + refund.amount.amountMinor, 0);
  return money(payment.capturedMinor - promised, totals.total.currencyCode);
};

const refundedMinorOf = ({ refunds }: OrderBody) =>
  refunds.filter((refund) => refund.status === 'SUCCEEDED').reduce((sum, refund) => sum + refund.amount.amountMinor, 0);

const withRefund = (order: Order, refund: Refund): Order => ({
  ...order,
  refunds: order.refunds.map((one) => (one.id === refund.id ? refund : one)),
});
