import { newId } from '@stoa/kernel';
import { aggregateStore, onPool } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore } from '@stoa/messaging';
import type pg from 'pg';
import type { InventoryItem } from '../domain/inventory-item.ts';
import { actorOf } from './actor.ts';

export interface InventoryItemRepository extends AggregateStore<InventoryItem> {
  /** The item of a variant at a location; an empty one is put there when there is none. */
  idAt(place: Pick<InventoryItem, 'shopId' | 'variantId' | 'locationId'>, at: Date): Promise<string>;
}

export const inventoryItemRepository = (pool: pg.Pool): InventoryItemRepository => ({
  ...aggregateStore(pool, mapping),
  // Nothing is announced: an empty item is what not having one means.
  idAt: async ({ shopId, variantId, locationId }, at) => {
    const { rows } = await onPool(pool).query<{ id: string }>(
      `INSERT INTO inventory_items AS i (id, shop_id, variant_id, location_id, on_hand, reserved, version, updated_at)
       VALUES ($1, $2, $3, $4, 0, 0, 1, $5)
       ON CONFLICT (variant_id, location_id) DO UPDATE SET shop_id = i.shop_id
       RETURNING id`,
      [newId('inv'), shopId, variantId, locationId, at],
    );
    const [row] = rows;
    if (!row) throw new Error('An upsert returned no row');
    return row.id;
  },
});

/** The row of `inventory_items` as pg reads it. */
export interface InventoryItemRow {
  readonly id: InventoryItem['id'];
  readonly shop_id: InventoryItem['shopId'];
  readonly variant_id: InventoryItem['variantId'];
  readonly location_id: InventoryItem['locationId'];
  readonly on_hand: number;
  readonly reserved: number;
  readonly version: number;
}

export const itemFromRow = (row: InventoryItemRow): InventoryItem => ({
  id: row.id,
  version: row.version,
  shopId: row.shop_id,
  variantId: row.variant_id,
  locationId: row.location_id,
  onHand: row.on_hand,
  reserved: row.reserved,
});

const mapping: AggregateMapping<InventoryItem> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<InventoryItemRow>(
      lock
        ? 'SELECT * FROM inventory_items WHERE id = ANY($1) ORDER BY variant_id, id FOR UPDATE'
        : 'SELECT * FROM inventory_items WHERE id = ANY($1) ORDER BY variant_id, id',
      [ids],
    );
    return rows.map(itemFromRow);
  },

  write: async (tx, { next, previous, events }, door) => {
    await tx.query(
      `WITH changed AS (
         UPDATE inventory_items SET on_hand = $2, version = $3, updated_at = $4 WHERE id = $1 RETURNING id, on_hand, reserved
       )
       INSERT INTO stock_movements (item_id, kind, on_hand_change, reserved_change, on_hand, reserved, reason, actor, at)
       SELECT id, 'ADJUSTED', $5, 0, on_hand, reserved, $6, $7, $4 FROM changed`,
      [
        next.id,
        next.onHand,
        next.version,
        door.at,
        next.onHand - (previous?.onHand ?? 0),
        reasonOf(events),
        actorOf(door),
      ],
    );
  },
};

// The event carries the reason; the state does not keep it.
const reasonOf = (events: readonly { readonly payload: unknown }[]) =>
  (events[0]?.payload as { reason?: string } | undefined)?.reason ?? null;
