import { authorizedTotal, capturedTotal, refundedTotal, type Payment } from './payment.ts';

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

/** The payment's one status: a fold over attempts and refunds, never set by hand. */
export const paymentStatusOf = (payment: Payment): PaymentStatus => {
  const due = payment.total.amountMinor;
  const captured = capturedTotal(payment).amountMinor;
  const refunded = refundedTotal(payment).amountMinor;
  if (refunded > 0) return refunded < captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  if (captured > due) return 'OVERPAID';
  if (captured === due && (captured > 0 || payment.phase === 'PLACED')) return 'PAID';
  if (captured > 0) return 'PARTIALLY_PAID';
  if (payment.phase === 'CLOSED') return 'VOIDED';
  if (authorizedTotal(payment).amountMinor > 0) return 'AUTHORIZED';
  return payment.attempts.at(-1)?.status === 'FAILED' ? 'FAILED' : 'UNPAID';
};
