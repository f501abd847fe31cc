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
export const paymentStatusOf = ({ status, totals, payment }: Order): PaymentStatus => {
  const { authorizedMinor, capturedMinor, refundedMinor, hasFailedAttempt } = payment;
  const dueMinor = totals.total.amountMinor;
  if (refundedMinor > 0) return refundedMinor < capturedMinor ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  if (capturedMinor > dueMinor) return 'OVERPAID';
  if (capturedMinor === dueMinor && (capturedMinor > 0 || status === 'PLACED' || status === 'COMPLETED')) return 'PAID';
  if (capturedMinor > 0) return 'PARTIALLY_PAID';
  if (status === 'CANCELLED' || status === 'EXPIRED') return 'VOIDED';
  if (authorizedMinor > 0) return 'AUTHORIZED';
  return hasFailedAttempt ? 'FAILED' : 'UNPAID';
};
