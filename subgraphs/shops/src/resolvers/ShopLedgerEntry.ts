import { money } from '@stoa/kernel';
import type { ShopLedgerEntryResolvers } from '../generated/resolvers-types.ts';

export const ShopLedgerEntry: ShopLedgerEntryResolvers = {
  id: ({ id }) => String(id),
  order: ({ order_id }) => ({ id: order_id }),
  gross: (entry) => money(entry.gross_minor, entry.currency_code),
  commission: (entry) => money(entry.commission_minor, entry.currency_code),
  amount: (entry) => money(entry.gross_minor - entry.commission_minor, entry.currency_code),
  createdAt: ({ created_at }) => created_at,
};
