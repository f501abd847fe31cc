import type { LocationId, ShopId, VariantId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type pg from 'pg';

/** Puts goods on a shelf, past the graph: a new variant, or more of a known one at another location. */
export const aStock = async (
  pool: pg.Pool,
  onHand: number,
  { variantId = newId('var'), shopId = newId('shop') }: { variantId?: VariantId; shopId?: ShopId } = {},
): Promise<{ variantId: VariantId; locationId: LocationId; shopId: ShopId }> => {
  const locationId = newId('loc');
  await pool.query(
    `INSERT INTO locations (id, shop_id, name, kind, version, created_at) VALUES ($1, $2, 'Shelf', 'WAREHOUSE', 1, now())`,
    [locationId, shopId],
  );
  await pool.query(
    `INSERT INTO inventory_items (id, shop_id, variant_id, location_id, on_hand, reserved, version, updated_at)
     VALUES ($1, $2, $3, $4, $5, 0, 1, now())`,
    [newId('inv'), shopId, variantId, locationId, onHand],
  );
  return { variantId, locationId, shopId };
};

/** What lies where, as `on hand/reserved`, by location in the order they were made. */
export const shelves = async (pool: pg.Pool, variantId: string): Promise<string[]> => {
  const { rows } = await pool.query<{ numbers: string }>(
    `SELECT on_hand || '/' || reserved AS numbers FROM inventory_items WHERE variant_id = $1 ORDER BY location_id`,
    [variantId],
  );
  return rows.map((row) => row.numbers);
};

/** Items whose ledger does not add up to their numbers; `started` were on the shelf before anything moved. */
export const unbalanced = async (pool: pg.Pool): Promise<unknown[]> => {
  const { rows } = await pool.query(
    `SELECT i.id FROM inventory_items i LEFT JOIN stock_movements m ON m.item_id = i.id
     GROUP BY i.id, i.reserved HAVING i.reserved <> coalesce(sum(m.reserved_change), 0)`,
  );
  return rows;
};
