import type { PaymentAttemptResolvers } from '../generated/resolvers-types.ts';

export const PaymentAttempt: PaymentAttemptResolvers = {
  failureReason: (attempt) => (attempt.status === 'FAILED' ? attempt.failureReason : null),
};
