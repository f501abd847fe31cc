import type { PageRequest } from '@stoa/subgraph-kit';
import type { PrismaClient } from '../generated/prisma/client.ts';

export interface LedgerEntryRow {
  readonly id: bigint;
  readonly transactionId: string;
  readonly orderId: string;
  readonly account: string;
  readonly amountMinor: bigint;
  readonly currencyCode: string;
  readonly createdAt: Date;
}

export interface LedgerReader {
  /** A page of the books, newest first; of one order when it is named. */
  page(filter: { readonly orderId?: string | null | undefined }, page: PageRequest): Promise<LedgerEntryRow[]>;
}

export const ledgerReader = (db: PrismaClient): LedgerReader => ({
  page: ({ orderId }, { cursor, limit, direction }) =>
    db.ledgerEntry.findMany({
      where: { ...(orderId != null && { orderId }), ...beyond(cursor, direction) },
      orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
      take: limit,
    }),
});

const beyond = (cursor: readonly string[] | undefined, direction: PageRequest['direction']) => {
  const [id] = cursor ?? [];
  if (id === undefined || !/^\d{1,18}$/.test(id)) return {};
  return { id: direction === 'forward' ? { lt: BigInt(id) } : { gt: BigInt(id) } };
};
