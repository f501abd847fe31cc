import { onPool } from '@stoa/messaging';
import type { PageRequest } from '@stoa/subgraph-kit';
import type pg from 'pg';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { InventoryItem } from '../domain/inventory-item.ts';
import type { Location } from '../domain/location.ts';
import { itemFromRow, type InventoryItemRow } from './inventory-item-repository.ts';

/** One line of an item's ledger. */
export interface Movement {
  /** Grows with time. */
  readonly id: number;
  readonly itemId: string;
  readonly kind: 'ADJUSTED' | 'RESERVED' | 'RELEASED' | 'FULFILLED';
  readonly onHandChange: number;
  readonly reservedChange: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly reason: string | null;
  readonly orderId: string | null;
  readonly at: Date;
}

/** How much of a variant can be sold, over all active locations. */
export interface Availability {
  readonly quantity: number;
  /** Grows with each change of its stock anywhere: items are never removed, and their versions never fall. */
  readonly version: number;
}

/** Reads by purpose, each one statement however many ids. */
export interface StockReader {
  /** Variants that never had stock are left out. */
  availabilityOf(variantIds: readonly string[]): Promise<ReadonlyMap<string, Availability>>;
  itemsOfVariants(variantIds: readonly string[], shopIds: readonly string[]): Promise<InventoryItem[]>;
  /** Those of the variants that one of the shops sells. */
  soldBy(shopIds: readonly string[], variantIds: readonly string[]): Promise<string[]>;
  items(ids: readonly string[], shopIds: readonly string[]): Promise<InventoryItem[]>;
  locations(ids: readonly string[], shopIds: readonly string[]): Promise<Location[]>;
  locationsOfShops(shopIds: readonly string[]): Promise<Location[]>;
  /** A shop's items, newest first. */
  itemsOfShop(shopId: string, page: PageRequest): Promise<InventoryItem[]>;
  /** The same page of several items' ledgers, newest first. */
  movementsOf(itemIds: readonly string[], page: PageRequest): Promise<Movement[]>;
}

export const stockReader = (db: PrismaClient, pool: pg.Pool): StockReader => {
  const tx = onPool(pool);
  return {
    availabilityOf: async (variantIds) => {
      const { rows } = await tx.query<Availability & { variant_id: string }>(
        // Versions count at every location: the sum would fall when one is closed.
        `SELECT i.variant_id, sum(i.version)::int AS version,
                coalesce(sum(i.on_hand - i.reserved) FILTER (WHERE l.is_active), 0)::int AS quantity
         FROM inventory_items i JOIN locations l ON l.id = i.location_id
         WHERE i.variant_id = ANY($1) GROUP BY i.variant_id`,
        [variantIds],
      );
      return new Map(rows.map(({ variant_id: variantId, quantity, version }) => [variantId, { quantity, version }]));
    },
    itemsOfVariants: async (variantIds, shopIds) => {
      const { rows } = await tx.query<InventoryItemRow>(
        'SELECT * FROM inventory_items WHERE variant_id = ANY($1) AND shop_id = ANY($2) ORDER BY id',
        [variantIds, shopIds],
      );
      return rows.map(itemFromRow);
    },
    soldBy: async (shopIds, variantIds) => {
      const rows = await db.variant.findMany({
        where: { variantId: { in: [...variantIds] }, shopId: { in: [...shopIds] } },
        select: { variantId: true },
      });
      return rows.map(({ variantId }) => variantId);
    },
    items: async (ids, shopIds) => {
      const { rows } = await tx.query<InventoryItemRow>(
        'SELECT * FROM inventory_items WHERE id = ANY($1) AND shop_id = ANY($2)',
        [ids, shopIds],
      );
      return rows.map(itemFromRow);
    },
    locations: async (ids, shopIds) =>
      (await db.location.findMany({
        where: { id: { in: [...ids] }, shopId: { in: [...shopIds] } },
      })) as unknown as Location[],
    locationsOfShops: async (shopIds) =>
      (await db.location.findMany({
        where: { shopId: { in: [...shopIds] } },
        orderBy: { id: 'asc' },
      })) as unknown as Location[],
    itemsOfShop: async (shopId, { cursor, limit, direction }) =>
      (await db.inventoryItem.findMany({
        where: { shopId, ...beyond(cursor, direction) },
        orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
        take: limit,
      })) as unknown as InventoryItem[],
    movementsOf: async (itemIds, { cursor, limit, direction }) => {
      const isForward = direction === 'forward';
      const { rows } = await tx.query<Movement>(isForward ? NEWEST : OLDEST, [
        itemIds,
        cursor?.[0] ?? (isForward ? '9223372036854775807' : '0'),
        limit,
      ]);
      return rows;
    },
  };
};

const ledger = (comparison: '<' | '>', order: 'DESC' | 'ASC') => `
SELECT m.id, m.item_id AS "itemId", m.kind, m.on_hand_change AS "onHandChange", m.reserved_change AS "reservedChange",
       m.on_hand AS "onHand", m.reserved, m.reason, m.order_id AS "orderId", m.at
FROM unnest($1::text[]) AS i(id) CROSS JOIN LATERAL (
  SELECT * FROM stock_movements m WHERE m.item_id = i.id AND m.id ${comparison} $2::bigint ORDER BY m.id ${order} LIMIT $3
) m ORDER BY m.item_id, m.id ${order}`;
const NEWEST = ledger('<', 'DESC');
const OLDEST = ledger('>', 'ASC');

// Ids sort by time, so the id is the keyset; lists run newest first.
const beyond = (cursor: readonly string[] | undefined, direction: PageRequest['direction']) =>
  cursor?.[0] === undefined ? {} : { id: direction === 'forward' ? { lt: cursor[0] } : { gt: cursor[0] } };
