import { isBuyer } from '../domain/access.ts';
import { capturedTotal, refundedTotal, type Payment } from '../domain/payment.ts';
import { paymentStatusOf } from '../domain/payment-status.ts';
import type { PaymentSummaryResolvers } from '../generated/resolvers-types.ts';

export const PaymentSummary: PaymentSummaryResolvers = {
  status: paymentStatusOf,
  nextAction: (payment, _, { caller, rooms }) => {
    const attempt = payableAttempt(payment);
    // The link lets its holder pay: support sees that there is one, the buyer alone gets it.
    if (!attempt || attempt.method === 'CASH_ON_DELIVERY') return { kind: 'NONE' };
    if (!isBuyer(caller, payment.order)) return { kind: 'REDIRECT' };
    return { kind: 'REDIRECT', ...rooms.providers[attempt.method].actionOf(attempt.id) };
  },
  capturedTotal,
  refundedTotal,
  attempts: ({ attempts }) => [...attempts],
  transactions: ({ transactions }) => [...transactions],
};

const payableAttempt = ({ phase, attempts }: Payment) =>
  phase === 'OPEN'
    ? attempts.findLast(({ status, cancelRequestedAt }) => status === 'REQUIRES_ACTION' && !cancelRequestedAt)
    : undefined;
