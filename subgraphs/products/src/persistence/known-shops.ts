import { onPool, upsertRows, type Door } from '@stoa/messaging';
import type pg from 'pg';

/** What is known of shops, as their events told: a projection, never the truth. */
export interface KnownShops {
  /** The currency of a shop's prices; undefined for an unknown shop. */
  currencyOf(shopId: string): Promise<string | undefined>;
  register(door: Door, shop: { shopId: string; name: string; currencyCode: string }): Promise<void>;
  rename(door: Door, shop: { shopId: string; name: string }): Promise<void>;
  /** Products of a shop that is not open are not found. */
  setStatus(door: Door, shop: { shopId: string; status: string }): Promise<void>;
}

export const knownShops = (pool: pg.Pool): KnownShops => ({
  currencyOf: async (shopId) => {
    const sql = 'SELECT currency_code FROM shops WHERE id = $1';
    const { rows } = await onPool(pool).query<{ currency_code: string }>(sql, [shopId]);
    return rows[0]?.currency_code;
  },
  register: (door, { shopId, name, currencyCode }) =>
    upsertRows(inbox(door), 'shops', [{ id: shopId, name, status: 'PENDING', currency_code: currencyCode }]),
  rename: async (door, { shopId, name }) => {
    await inbox(door).query('UPDATE shops SET name = $2 WHERE id = $1', [shopId, name]);
  },
  setStatus: async (door, { shopId, status }) => {
    const tx = inbox(door);
    await tx.query('UPDATE shops SET status = $2 WHERE id = $1', [shopId, status]);
    await tx.query(
      `UPDATE product_search e SET is_listed = NOT e.is_listed
       FROM products p
       WHERE p.shop_id = $1 AND e.product_id = p.id AND e.is_listed <> ($2 = 'APPROVED' AND p.status = 'PUBLISHED')`,
      [shopId, status],
    );
  },
});

function inbox({ tx }: Door) {
  if (!tx) throw new TypeError('What is known of shops is written in the inbox transaction');
  return tx;
}
