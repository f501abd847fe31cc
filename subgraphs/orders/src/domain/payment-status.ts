import type { Order } from './order.ts';

export type PaymentStatus =
  | 'UNPAID'
  | 'AUTHORIZED'
  | 'PARTIALLY_PAID'
  | 'PAID'
  | 'OVERPAID'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'VOIDED'
  | 'FAILED';

/** The order's payment axis: a fold over what payments told, never set by hand. */
export const paymentStatusOf = (order: Order): PaymentStatus => {
  const { capturedMinor, refundedMinor } = order.payment;
  if (refundedMinor > 0) return refundedMinor < capturedMinor ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  if (capturedMinor > 0) return takenStatus(capturedMinor, order.totals.total.amountMinor);
  return untakenStatus(order);
};

const takenStatus = (capturedMinor: number, dueMinor: number) => {
  if (capturedMinor === dueMinor) return 'PAID';
  return capturedMinor < dueMinor ? 'PARTIALLY_PAID' : 'OVERPAID';
};

function untakenStatus({ status, totals, payment }: Order): PaymentStatus {
  if (status === 'CANCELLED' || status === 'EXPIRED') return 'VOIDED';
  if (payment.authorizedMinor > 0) return 'AUTHORIZED';
  const isFree = totals.total.amountMinor === 0 && (status === 'PLACED' || status === 'COMPLETED');
  if (isFree) return 'PAID';
  return payment.hasFailedAttempt ? 'FAILED' : 'UNPAID';
}
