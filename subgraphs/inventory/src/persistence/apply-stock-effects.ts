import type { Door, Transaction } from '@stoa/messaging';
import type { StockEffect } from '../domain/stock-effect.ts';
import { actorOf } from './actor.ts';

const APPLY = `
WITH effects AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[])
    AS e(kind, variant_id, location_id, on_hand_change, reserved_change)
), locked AS MATERIALIZED (
  SELECT i.id, e.kind, e.on_hand_change, e.reserved_change
  FROM inventory_items i JOIN effects e USING (variant_id, location_id)
  ORDER BY i.variant_id, i.id FOR UPDATE OF i
), changed AS (
  UPDATE inventory_items i
  SET on_hand = i.on_hand + l.on_hand_change, reserved = i.reserved + l.reserved_change, version = i.version + 1, updated_at = $6
  FROM locked l WHERE i.id = l.id
  RETURNING i.id, l.kind, l.on_hand_change, l.reserved_change, i.on_hand, i.reserved
), moved AS (
  INSERT INTO stock_movements (item_id, kind, on_hand_change, reserved_change, on_hand, reserved, order_id, actor, at)
  SELECT id, kind, on_hand_change, reserved_change, on_hand, reserved, $7, $8, $6 FROM changed ORDER BY id
)
SELECT count(*)::int AS count FROM changed`;

/** Gives stock back or takes it off the shelf, in one statement, locked in the order in which it is reserved. */
export const applyStockEffects = async (
  tx: Transaction,
  door: Door,
  { orderId, effects }: { readonly orderId: string; readonly effects: readonly StockEffect[] },
): Promise<void> => {
  if (effects.length === 0) return;
  const { rows } = await tx.query<{ count: number }>(APPLY, [
    effects.map(({ kind }) => kind),
    effects.map(({ variantId }) => variantId),
    effects.map(({ locationId }) => locationId),
    effects.map(({ onHandChange }) => onHandChange),
    effects.map(({ reservedChange }) => reservedChange),
    door.at,
    orderId,
    actorOf(door),
  ]);
  if (rows[0]?.count !== effects.length) throw new Error(`The stock that order ${orderId} holds is gone`);
};
