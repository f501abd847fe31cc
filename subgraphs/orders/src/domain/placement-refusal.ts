import type { Money } from '@stoa/kernel';
import type { Placement, PlacementFacts } from './placement.ts';

/** Why nothing was ordered; each says exactly what is in the way. */
export type PlacementRefusal =
  | { readonly kind: 'CART_EMPTY' }
  | { readonly kind: 'CART_CLOSED'; readonly cartId: string }
  | { readonly kind: 'CART_CHANGED'; readonly cartVersion: number | null; readonly total: Money }
  | { readonly kind: 'NOT_PURCHASABLE'; readonly variantId: string }
  | { readonly kind: 'INSUFFICIENT_STOCK'; readonly variantId: string; readonly quantityAvailable: number }
  | { readonly kind: 'SHOP_CLOSED'; readonly shopId: string }
  | { readonly kind: 'DELIVERY_UNAVAILABLE'; readonly shopId: string };

/**
 * The first thing that is in the way of a placement. A closed shop comes before its lines, which cannot be bought either
 * then: the cause is told, not the consequence.
 */
export const refusalOf = (placement: Placement, facts: PlacementFacts): PlacementRefusal | undefined =>
  cartRefusal(placement, facts) ?? closedShop(facts) ?? lineRefusal(facts) ?? undeliverable(facts);

function cartRefusal(placement: Placement, { cart, lines, total }: PlacementFacts): PlacementRefusal | undefined {
  if (cart?.isOpen === false) return { kind: 'CART_CLOSED', cartId: cart.cartId };
  if (lines.length === 0) return { kind: 'CART_EMPTY' };
  const hasOtherVersion = placement.expectedCartVersion !== null && cart?.version !== placement.expectedCartVersion;
  const hasOtherTotal = placement.expectedTotalMinor !== null && total.amountMinor !== placement.expectedTotalMinor;
  const isAsSeen = !hasOtherVersion && !hasOtherTotal;
  return isAsSeen ? undefined : { kind: 'CART_CHANGED', cartVersion: cart?.version ?? null, total };
}

function closedShop({ shops }: PlacementFacts): PlacementRefusal | undefined {
  const closed = shops.find(({ isOpen }) => !isOpen);
  return closed && { kind: 'SHOP_CLOSED', shopId: closed.shopId };
}

function lineRefusal({ lines }: PlacementFacts): PlacementRefusal | undefined {
  for (const { variantId, isPurchasable, quantity, quantityAvailable } of lines) {
    if (!isPurchasable) return { kind: 'NOT_PURCHASABLE', variantId };
    if (quantity > quantityAvailable) return { kind: 'INSUFFICIENT_STOCK', variantId, quantityAvailable };
  }
  return undefined;
}

function undeliverable({ shops }: PlacementFacts): PlacementRefusal | undefined {
  const unreached = shops.find(({ delivery }) => !delivery);
  return unreached && { kind: 'DELIVERY_UNAVAILABLE', shopId: unreached.shopId };
}
