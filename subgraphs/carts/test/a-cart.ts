import type { VariantId } from '@stoa/contracts';
import { money, newId } from '@stoa/kernel';
import type { Cart, CartLine } from '../src/domain/cart.ts';
import type { Listing } from '../src/domain/listing.ts';

/** Something on sale for 10.00 EUR. */
export const aListing = (given: Partial<Listing> = {}): Listing => ({
  variantId: newId('var'),
  productId: newId('prod'),
  shopId: newId('shop'),
  title: 'Shirt – Red / L',
  sku: 'SHIRT-RED-L',
  price: money(1_000, 'EUR'),
  isPurchasable: true,
  ...given,
});

/** One of it, seen at its price. */
export const aLine = ({ listing = aListing(), ...given }: Partial<CartLine> = {}): CartLine => ({
  id: newId('cln'),
  variantId: listing.variantId,
  quantity: 1,
  seenPrice: listing.price,
  carried: null,
  listing,
  ...given,
});

/** An open, active, empty cart of a user. */
export const aCart = (given: Partial<Cart> = {}): Cart => ({
  id: newId('cart'),
  version: 3,
  owner: { userId: newId('usr') },
  name: null,
  isActive: true,
  currencyCode: 'EUR',
  lines: [],
  liveOrders: [],
  orderedVersion: 0,
  endedAt: null,
  createdAt: new Date('2026-01-15T10:00:00Z'),
  updatedAt: new Date('2026-01-15T10:00:00Z'),
  ...given,
});

/** How many of each variant are in carts or orders together. */
export const quantitiesIn = (
  carts: Iterable<{ readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[] }>,
): Record<VariantId, number> => {
  const sums: Record<VariantId, number> = {};
  for (const { lines } of carts)
    for (const { variantId, quantity } of lines) sums[variantId] = (sums[variantId] ?? 0) + quantity;
  return sums;
};
