import type { CartId, CartLineId, OrderId, ProductId, ShopId, UserId, VariantId } from '@stoa/contracts';
import { money } from '@stoa/kernel';
import type { Cart, CartLine } from '../domain/cart.ts';
import type { Listing } from '../domain/listing.ts';

export interface CartRow {
  readonly id: CartId;
  readonly buyer_id: UserId | null;
  readonly guest: string | null;
  readonly name: string | null;
  readonly is_active: boolean;
  readonly currency_code: string;
  readonly live_orders: readonly OrderId[];
  readonly ordered_version: number;
  readonly version: number;
  readonly ended_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface ListingRow {
  readonly variant_id: VariantId;
  readonly product_id: ProductId;
  readonly shop_id: ShopId;
  readonly title: string;
  readonly sku: string;
  readonly price_minor: number;
  readonly currency_code: string;
  readonly is_purchasable: boolean;
}

/** A line together with what is known of its variant. */
export interface CartLineRow extends ListingRow {
  readonly id: CartLineId;
  readonly cart_id: CartId;
  readonly quantity: number;
  readonly seen_price_minor: number;
  readonly seen_currency: string;
  readonly carried_from: CartId | null;
  readonly carried_quantity: number;
}

/** The columns of a listing; `s` is its shop, closed while nothing was heard of it. */
export const LISTING_COLUMNS = `v.variant_id, v.product_id, v.shop_id, v.title, v.sku, v.price_minor, v.currency_code,
       (v.is_published AND s.status IS NOT DISTINCT FROM 'APPROVED') AS is_purchasable`;

export const listingFromRow = (row: ListingRow): Listing => ({
  variantId: row.variant_id,
  productId: row.product_id,
  shopId: row.shop_id,
  title: row.title,
  sku: row.sku,
  price: money(row.price_minor, row.currency_code),
  isPurchasable: row.is_purchasable,
});

export const cartFromRows = (row: CartRow, lines: readonly CartLineRow[]): Cart => ({
  id: row.id,
  version: row.version,
  owner: row.buyer_id === null ? { guest: row.guest ?? '' } : { userId: row.buyer_id },
  name: row.name,
  isActive: row.is_active,
  currencyCode: row.currency_code,
  lines: lines.map((line) => ({
    id: line.id,
    variantId: line.variant_id,
    quantity: line.quantity,
    seenPrice: money(line.seen_price_minor, line.seen_currency),
    carried: line.carried_from === null ? null : { from: line.carried_from, quantity: line.carried_quantity },
    listing: listingFromRow(line),
  })),
  liveOrders: row.live_orders,
  orderedVersion: row.ordered_version,
  endedAt: row.ended_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** The row of `carts` that a cart is written as. Column names are the keys. */
export const cartRow = (cart: Cart, updatedAt: Date) => ({
  id: cart.id,
  buyer_id: 'userId' in cart.owner ? cart.owner.userId : null,
  guest: 'guest' in cart.owner ? cart.owner.guest : null,
  name: cart.name,
  is_active: cart.isActive,
  currency_code: cart.currencyCode,
  live_orders: cart.liveOrders,
  ordered_version: cart.orderedVersion,
  version: cart.version,
  ended_at: cart.endedAt,
  created_at: cart.createdAt,
  updated_at: updatedAt,
});

/** The row of `cart_lines`. */
export const cartLineRow = (cart: Cart, line: CartLine) => ({
  id: line.id,
  cart_id: cart.id,
  variant_id: line.variantId,
  quantity: line.quantity,
  seen_price_minor: line.seenPrice.amountMinor,
  seen_currency: line.seenPrice.currencyCode,
  carried_from: line.carried?.from ?? null,
  carried_quantity: line.carried?.quantity ?? 0,
});
