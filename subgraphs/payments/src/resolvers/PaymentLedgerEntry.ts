import { money } from '@stoa/kernel';
import type { PaymentLedgerAccount, PaymentLedgerEntryResolvers } from '../generated/resolvers-types.ts';

export const PaymentLedgerEntry: PaymentLedgerEntryResolvers = {
  id: ({ id }) => String(id),
  account: ({ account }) => account as PaymentLedgerAccount,
  amount: ({ amountMinor, currencyCode }) => money(Number(amountMinor), currencyCode),
  order: ({ orderId }) => ({ id: orderId }),
};
