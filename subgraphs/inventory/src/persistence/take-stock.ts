import type { LocationId, VariantId } from '@stoa/contracts';
import type { Door, Transaction } from '@stoa/messaging';
import type { StockAnswer } from '../domain/hold.ts';
import type { WantedLine } from '../domain/reservation.ts';
import { actorOf } from './actor.ts';

/**
 * All lines in one statement. Rows are locked in one order everywhere (variant, item) and read as they are then, so what is
 * computed from them cannot be outdated; the location with most goes first. The update's own guard and the CHECK stand behind it.
 */
const TAKE = `
WITH wanted AS (
  SELECT * FROM unnest($1::text[], $2::int[]) AS w(variant_id, quantity)
), locked AS MATERIALIZED (
  SELECT i.id, i.variant_id, i.on_hand - i.reserved AS available
  FROM inventory_items i JOIN wanted w USING (variant_id) JOIN locations l ON l.id = i.location_id
  WHERE l.is_active
  ORDER BY i.variant_id, i.id FOR UPDATE OF i
), spread AS (
  SELECT id, variant_id, available,
         coalesce(sum(available) OVER (PARTITION BY variant_id ORDER BY available DESC, id
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
  FROM locked
), taken AS (
  UPDATE inventory_items i
  SET reserved = i.reserved + least(s.available, w.quantity - s.before), version = i.version + 1, updated_at = $3
  FROM spread s JOIN wanted w USING (variant_id)
  WHERE i.id = s.id AND s.available > 0 AND s.before < w.quantity
    AND i.on_hand - i.reserved >= least(s.available, w.quantity - s.before)
  RETURNING i.id, i.variant_id, i.location_id, i.on_hand, i.reserved, least(s.available, w.quantity - s.before)::int AS quantity
), moved AS (
  INSERT INTO stock_movements (item_id, kind, on_hand_change, reserved_change, on_hand, reserved, order_id, actor, at)
  SELECT id, 'RESERVED', 0, quantity, on_hand, reserved, $4, $5, $3 FROM taken ORDER BY id
)
SELECT w.variant_id,
       (SELECT coalesce(sum(available), 0)::int FROM locked l WHERE l.variant_id = w.variant_id) AS available,
       (SELECT coalesce(json_agg(json_build_object('locationId', location_id, 'quantity', quantity) ORDER BY quantity DESC, id), '[]')
        FROM taken t WHERE t.variant_id = w.variant_id) AS taken
FROM wanted w ORDER BY w.variant_id`;

interface Taken {
  readonly variant_id: VariantId;
  readonly available: number;
  readonly taken: readonly { readonly locationId: LocationId; readonly quantity: number }[];
}

/**
 * Reserves all that is wanted (each variant once, sorted) or nothing: when any line gets less, everything since the
 * savepoint is undone, so that what is filed with it in this transaction says that nothing was taken.
 */
export const takeStock = async (
  tx: Transaction,
  door: Door,
  { orderId, wanted }: { readonly orderId: string; readonly wanted: readonly WantedLine[] },
): Promise<StockAnswer> => {
  await tx.query('SAVEPOINT stock');
  const { rows } = await tx.query<Taken>(TAKE, [
    wanted.map(({ variantId }) => variantId),
    wanted.map(({ quantity }) => quantity),
    door.at,
    orderId,
    actorOf(door),
  ]);
  const lines = rows.flatMap(({ variant_id: variantId, taken }) => taken.map((part) => ({ variantId, ...part })));
  const isWhole = wanted.every(({ variantId, quantity }) => quantity === quantityOf(lines, variantId));
  if (isWhole) return { kind: 'taken', lines };
  await tx.query('ROLLBACK TO SAVEPOINT stock');
  return { kind: 'short', availableOf: new Map(rows.map((row) => [row.variant_id, row.available])) };
};

const quantityOf = (lines: readonly WantedLine[], variantId: string) =>
  lines.filter((line) => line.variantId === variantId).reduce((sum, { quantity }) => sum + quantity, 0);
