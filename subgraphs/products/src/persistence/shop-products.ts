import { onPool } from '@stoa/messaging';
import type pg from 'pg';

/** The whole catalogue of shops, in any status, for those who work on it. */
export interface ShopProducts {
  /** Ids of a page of each shop's products, newest first; one statement. */
  pages(
    shopIds: readonly string[],
    page: { cursor: string | undefined; limit: number; direction: 'forward' | 'backward' },
  ): Promise<Map<string, string[]>>;
  /** Counted up to 1,000. */
  counts(shopIds: readonly string[]): Promise<Map<string, number>>;
}

export const shopProducts = (pool: pg.Pool): ShopProducts => ({
  pages: async (shopIds, { cursor, limit, direction }) => {
    const { rows } = await onPool(pool).query<{ shop_id: string; id: string }>(direction === 'forward' ? DOWN : UP, [
      shopIds,
      cursor ?? null,
      limit,
    ]);
    const byShop = Map.groupBy(rows, (row) => row.shop_id);
    return new Map(byShop.entries().map(([shopId, own]) => [shopId, own.map(({ id }) => id)]));
  },
  counts: async (shopIds) => {
    const { rows } = await onPool(pool).query<{ shop_id: string; count: number }>(
      `SELECT s.id AS shop_id, (SELECT count(*)::int FROM (SELECT FROM products p WHERE p.shop_id = s.id LIMIT 1000) own) AS count
       FROM unnest($1::text[]) s(id)`,
      [shopIds],
    );
    return new Map(rows.map((row) => [row.shop_id, row.count]));
  },
});

const pages = (beyond: string, way: string) => `
  SELECT s.id AS shop_id, own.id FROM unnest($1::text[]) s(id)
  CROSS JOIN LATERAL (
    SELECT p.id FROM products p WHERE p.shop_id = s.id AND ($2::text IS NULL OR p.id ${beyond} $2)
    ORDER BY p.id ${way} LIMIT $3
  ) own`;
const DOWN = pages('<', 'DESC');
const UP = pages('>', 'ASC');
