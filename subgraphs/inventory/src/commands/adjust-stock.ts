import type { VariantId } from '@stoa/contracts';
import { err, invalidInput, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door, NotFound, VersionConflict } from '@stoa/messaging';
import type { Rooms } from '../rooms.ts';
import {
  adjust,
  MOST_ON_HAND,
  type Adjustment,
  type BelowReserved,
  type InventoryItem,
  type TooMany,
} from '../domain/inventory-item.ts';

export interface AdjustStock {
  readonly variantId: string;
  readonly locationId: string;
  readonly change?: number | null | undefined;
  readonly setOnHand?: number | null | undefined;
  readonly reason: string;
  readonly expectedVersion?: number | null | undefined;
}
export type AdjustStockRefusal = NotFound | VersionConflict | InvalidInput | BelowReserved | TooMany;

/** A member of a shop records what was counted, received or written off. */
export const adjustStock =
  ({ items, reader, variants, members }: Rooms) =>
  async (door: Door, input: AdjustStock): Promise<Result<InventoryItem, AdjustStockRefusal>> => {
    const shopIds = await members.shopsOf(door.caller);
    const earlier = await items.answered(door);
    // Who has left the shop is not answered again either.
    if (earlier?.ok && !shopIds.includes(earlier.value.shopId)) return err({ kind: 'NOT_FOUND', id: input.locationId });
    if (earlier) return earlier as Result<InventoryItem, AdjustStockRefusal>;

    const [[location], shopOfVariant] = await Promise.all([
      reader.locations([input.locationId], shopIds),
      variants.shopOf(input.variantId),
    ]);
    if (!location) return err({ kind: 'NOT_FOUND', id: input.locationId });
    if (shopOfVariant !== location.shopId) return err({ kind: 'NOT_FOUND', id: input.variantId });
    const adjustment = adjustmentOf(input);
    if (!adjustment.ok) return adjustment;

    const place = { shopId: location.shopId, variantId: input.variantId as VariantId, locationId: location.id };
    const id = await items.idAt(place, door.at);
    const { expectedVersion } = input;
    return items.update<BelowReserved | TooMany>(
      id,
      { door, expectedVersion },
      adjust(adjustment.value, input.reason.trim()),
    );
  };

function adjustmentOf({ change, setOnHand, reason }: AdjustStock): Result<Adjustment, InvalidInput> {
  const length = reason.trim().length;
  if (length < 1 || length > 200) return err(invalidInput('reason', 'It has 1 to 200 characters.'));
  if ((change == null) === (setOnHand == null)) return err(invalidInput('change', 'Give either change or setOnHand.'));
  if (setOnHand != null)
    return setOnHand >= 0 && setOnHand <= MOST_ON_HAND
      ? { ok: true, value: { setOnHand } }
      : err(invalidInput('setOnHand', `It is from 0 to ${MOST_ON_HAND}.`));
  return { ok: true, value: { change: change ?? 0 } };
}
