import { money, type Money } from '@stoa/kernel';
import { onPool } from '@stoa/messaging';
import type { PageRequest } from '@stoa/subgraph-kit';
import type pg from 'pg';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** Which shops a list shows: those open and those of one person, or all. */
export type ShopScope = { readonly all: true } | { readonly all: false; readonly userId: string | undefined };

/** Reads by purpose; whole shops are read by the repository. */
export interface ShopReader {
  /** Ids of a page of shops, newest first. */
  page(scope: ShopScope, page: PageRequest): Promise<string[]>;
  count(scope: ShopScope): Promise<number>;
  idOfSlug(slug: string): Promise<string | undefined>;
  /** Shops by person, in the order of joining. */
  memberships(userIds: readonly string[]): Promise<{ userId: string; shopId: string; role: string }[]>;
  balances(shopIds: readonly string[]): Promise<Map<string, Money>>;
  /** A page of each shop's ledger, newest first; one statement. */
  ledgers(shopIds: readonly string[], page: PageRequest): Promise<LedgerRow[]>;
}

export interface LedgerRow {
  readonly id: number;
  readonly shop_id: string;
  readonly kind: 'SALE' | 'REFUND' | 'CANCELLATION';
  readonly order_id: string;
  readonly gross_minor: number;
  readonly commission_minor: number;
  readonly currency_code: string;
  readonly created_at: Date;
}

/** `totalCount` is exact up to here and then stops. */
const COUNT_LIMIT = 10_000;

export const shopReader = (db: PrismaClient, pool: pg.Pool): ShopReader => ({
  page: async (scope, { cursor, limit, direction }) => {
    const isForward = direction === 'forward';
    const beyond = cursor?.[0] === undefined ? {} : { id: isForward ? { lt: cursor[0] } : { gt: cursor[0] } };
    const rows = await db.shop.findMany({
      where: { AND: [whereOf(scope), beyond] },
      select: { id: true },
      orderBy: { id: isForward ? 'desc' : 'asc' },
      take: limit,
    });
    return rows.map(({ id }) => id);
  },
  count: (scope) => db.shop.count({ where: whereOf(scope), take: COUNT_LIMIT }),
  idOfSlug: async (slug) => (await db.shop.findUnique({ where: { slug }, select: { id: true } }))?.id,
  memberships: (userIds) =>
    db.shopMember.findMany({
      where: { userId: { in: [...userIds] } },
      select: { userId: true, shopId: true, role: true },
      orderBy: [{ addedAt: 'asc' }, { shopId: 'asc' }],
    }),
  balances: async (shopIds) => {
    const rows = await db.shopAccount.findMany({ where: { id: { in: [...shopIds] } } });
    return new Map(rows.map((row) => [row.id, money(Number(row.balanceMinor), row.currencyCode)]));
  },
  ledgers: async (shopIds, { cursor, limit, direction }) => {
    const { rows } = await onPool(pool).query<LedgerRow>(direction === 'forward' ? LEDGERS : LEDGERS_BACKWARD, [
      shopIds,
      cursor?.[0] ?? null,
      limit,
    ]);
    return rows;
  },
});

const whereOf = (scope: ShopScope): Prisma.ShopWhereInput =>
  scope.all
    ? {}
    : scope.userId === undefined
      ? { status: 'APPROVED' }
      : { OR: [{ status: 'APPROVED' }, { members: { some: { userId: scope.userId } } }] };

const ledgers = (beyond: string, order: string) => `
  SELECT e.*, a.currency_code
  FROM shop_accounts a
  CROSS JOIN LATERAL (
    SELECT l.* FROM ledger_entries l
    WHERE l.shop_id = a.id AND ($2::bigint IS NULL OR l.id ${beyond} $2)
    ORDER BY l.id ${order} LIMIT $3
  ) e
  WHERE a.id = ANY($1)
  ORDER BY e.id ${order}`;
const LEDGERS = ledgers('<', 'DESC');
const LEDGERS_BACKWARD = ledgers('>', 'ASC');
