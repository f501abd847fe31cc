import type { SellerOrderId, ShopId } from '@stoa/contracts';
import { money } from '@stoa/kernel';
import {
  aggregateStore,
  upsertRows,
  type AggregateMapping,
  type AggregateStore,
  type Transaction,
} from '@stoa/messaging';
import type pg from 'pg';
import type { LedgerEntry, SellerShare, ShopAccount } from '../domain/account.ts';

export interface AccountRepository extends AggregateStore<ShopAccount> {
  /** Which of these seller orders have a line of this kind (of this refund) already, read where it will be added. */
  booked(
    tx: Transaction,
    entry: Pick<LedgerEntry, 'kind' | 'refundId'>,
    sellerOrderIds: readonly string[],
  ): Promise<Set<string>>;
  /** What is left of an order's sales after all that was taken back, read where it will be added; what has nothing left is left out. */
  left(tx: Transaction, orderId: string): Promise<SellerShare[]>;
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
  left: async (tx, orderId) => {
    const { rows } = await tx.query<LeftRow>(
      `SELECT e.shop_id, e.seller_order_id, a.currency_code,
              sum(e.gross_minor)::bigint AS gross_minor, sum(e.commission_minor)::bigint AS commission_minor
       FROM ledger_entries e JOIN shop_accounts a ON a.id = e.shop_id
       WHERE e.order_id = $1 GROUP BY 1, 2, 3 HAVING sum(e.gross_minor) > 0`,
      [orderId],
    );
    return rows.map((row) => ({
      sellerOrderId: row.seller_order_id,
      shopId: row.shop_id,
      total: money(row.gross_minor, row.currency_code),
      commission: money(row.commission_minor, row.currency_code),
    }));
  },
});

interface LeftRow {
  readonly shop_id: ShopId;
  readonly seller_order_id: SellerOrderId;
  readonly currency_code: string;
  readonly gross_minor: number;
  readonly commission_minor: number;
}

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
