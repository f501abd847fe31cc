import type { Attempt, Payment, Transaction } from './domain/payment.ts';
import type { LedgerEntryRow } from './persistence/ledger-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type PaymentSummaryModel = Payment;
export type PaymentAttemptModel = Attempt;
export type PaymentTransactionModel = Transaction;
export type PaymentLedgerEntryModel = LedgerEntryRow;
/** Orders are known by their id here. */
export interface OrderModel {
  readonly id: string;
}
