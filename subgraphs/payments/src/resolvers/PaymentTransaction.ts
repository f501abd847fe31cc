import type { PaymentTransactionResolvers } from '../generated/resolvers-types.ts';

export const PaymentTransaction: PaymentTransactionResolvers = {
  createdAt: ({ at }) => at,
};
