import type { Transaction } from './payment.ts';

export type LedgerAccount = 'PROVIDER_RECEIVABLE' | 'CASH_RECEIVABLE' | 'ORDER_LIABILITY';

/** One side of a movement: positive for a debit, negative for a credit. Minor units of the transaction's currency. */
export interface Posting {
  readonly account: LedgerAccount;
  readonly amountMinor: number;
}

/** How a transaction is booked; the postings add up to zero. A promise is no movement. */
export const postingsOf = ({ kind, method, amount }: Transaction): readonly Posting[] => {
  const receivable = method === 'CASH_ON_DELIVERY' ? 'CASH_RECEIVABLE' : 'PROVIDER_RECEIVABLE';
  switch (kind) {
    case 'AUTHORIZATION':
      return [];
    case 'CAPTURE':
      return [
        { account: receivable, amountMinor: amount.amountMinor },
        { account: 'ORDER_LIABILITY', amountMinor: -amount.amountMinor },
      ];
    case 'REFUND':
      return [
        { account: 'ORDER_LIABILITY', amountMinor: amount.amountMinor },
        { account: receivable, amountMinor: -amount.amountMinor },
      ];
  }
};
