import type { ShopId } from '@stoa/contracts';
import { money } from '@stoa/kernel';
import {
  aggregateStore,
  upsertRows,
  type AggregateMapping,
  type AggregateStore,
  type Transaction,
} from '@stoa/messaging';
import type pg from 'pg';
import type { LedgerEntry, ShopAccount } from '../domain/account.ts';

export interface AccountRepository extends AggregateStore<ShopAccount> {
  /** Which of these seller orders have a line of this kind (of this refund) already, read where it will be added. */
  booked(
    tx: Transaction,
    entry: Pick<LedgerEntry, 'kind' | 'refundId'>,
    sellerOrderIds: readonly string[],
  ): Promise<Set<string>>;
}

export const accountRepository = (pool: pg.Pool): AccountRepository => ({
  ...aggregateStore(pool, mapping),
  booked: async (tx, { kind, refundId }, sellerOrderIds) => {
    const { rows } = await tx.query<{ seller_order_id: string }>(
      'SELECT seller_order_id FROM ledger_entries WHERE seller_order_id = ANY($1) AND kind = $2 AND refund_id = $3',
      [sellerOrderIds, kind, refundId ?? ''],
    );
    return new Set(rows.map((row) => row.seller_order_id));
  },
});

const mapping: AggregateMapping<ShopAccount> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<{ id: ShopId; version: number; currency_code: string; balance_minor: number }>(
      lock
        ? 'SELECT * FROM shop_accounts WHERE id = ANY($1) ORDER BY id FOR UPDATE'
        : 'SELECT * FROM shop_accounts WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      balance: money(row.balance_minor, row.currency_code),
      added: [],
    }));
  },
  write: async (tx, { next: { id, version, balance, added } }) => {
    await upsertRows(tx, 'shop_accounts', [
      { id, version, currency_code: balance.currencyCode, balance_minor: balance.amountMinor },
    ]);
    await tx.query(
      `INSERT INTO ledger_entries (shop_id, kind, order_id, seller_order_id, refund_id, gross_minor, commission_minor, created_at)
       SELECT $1, kind, order_id, seller_order_id, refund_id, gross_minor, commission_minor, created_at
       FROM jsonb_populate_recordset(NULL::ledger_entries, $2)`,
      [id, JSON.stringify(added.map(entryRow))],
    );
  },
};

const entryRow = (entry: LedgerEntry) => ({
  kind: entry.kind,
  order_id: entry.orderId,
  seller_order_id: entry.sellerOrderId,
  refund_id: entry.refundId ?? '',
  gross_minor: entry.gross.amountMinor,
  commission_minor: entry.commission.amountMinor,
  created_at: entry.at,
});
