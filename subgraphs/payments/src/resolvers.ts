import type { Resolvers } from './generated/resolvers-types.ts';
import { paymentStart } from './resolvers/Mutation/paymentStart.ts';
import { Order } from './resolvers/Order.ts';
import { PaymentAttempt } from './resolvers/PaymentAttempt.ts';
import { PaymentLedgerEntry } from './resolvers/PaymentLedgerEntry.ts';
import { PaymentSummary } from './resolvers/PaymentSummary.ts';
import { PaymentTransaction } from './resolvers/PaymentTransaction.ts';
import { paymentLedger } from './resolvers/Query/paymentLedger.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { paymentLedger },
  Mutation: { paymentStart },
  Order,
  PaymentAttempt,
  PaymentLedgerEntry,
  PaymentSummary,
  PaymentTransaction,
};
