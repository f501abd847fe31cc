import { StockAdjusted, type InventoryItemId, type LocationId, type ShopId, type VariantId } from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';

/** One variant at one location. */
export interface InventoryItem {
  readonly id: InventoryItemId;
  readonly version: number;
  readonly shopId: ShopId;
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly onHand: number;
  /** How many of them belong to orders; never more than there are. */
  readonly reserved: number;
}

/** What is on hand and not reserved. */
export const availableAt = ({ onHand, reserved }: InventoryItem): number => onHand - reserved;

/** By how many it changes, or how many were counted. */
export type Adjustment = { readonly change: number } | { readonly setOnHand: number };

export interface BelowReserved {
  readonly kind: 'INSUFFICIENT_STOCK';
  readonly variantId: string;
  readonly quantityAvailable: number;
}
export interface TooMany {
  readonly kind: 'TOO_MANY';
}

/** More than any shop has; keeps sums over locations far from the column's end. */
export const MOST_ON_HAND = 10_000_000;

/** A person counted, received or wrote off goods. What orders have reserved cannot be taken from them. */
export const adjust =
  (adjustment: Adjustment, reason: string): Decide<InventoryItem, Announcement, BelowReserved | TooMany> =>
  (item) => {
    const onHand = 'change' in adjustment ? item.onHand + adjustment.change : adjustment.setOnHand;
    if (onHand < item.reserved)
      return refused({ kind: 'INSUFFICIENT_STOCK', variantId: item.variantId, quantityAvailable: availableAt(item) });
    if (onHand > MOST_ON_HAND) return refused({ kind: 'TOO_MANY' });
    if (onHand === item.onHand) return unchanged(item);
    const { id: inventoryItemId, shopId, variantId, locationId } = item;
    return changed({ ...item, onHand }, [
      StockAdjusted.of({
        inventoryItemId,
        shopId,
        variantId,
        locationId,
        change: onHand - item.onHand,
        onHand,
        reason,
      }),
    ]);
  };
