import { onPool, type Door } from '@stoa/messaging';
import type { Money } from '@stoa/kernel';
import type pg from 'pg';
import type { Listings } from '../domain/listing.ts';
import { LISTING_COLUMNS, listingFromRow, type ListingRow } from './cart-rows.ts';

/** A product as its events tell it: all of its variants. */
export interface FollowedProduct {
  readonly productId: string;
  readonly shopId: string;
  readonly isPublished: boolean;
  readonly variants: readonly {
    readonly variantId: string;
    readonly sku: string;
    readonly title: string;
    readonly price: Money;
  }[];
}

/** What can be bought at which price: a projection of products and shops, never the truth. */
export interface VariantListings {
  byIds(variantIds: readonly string[]): Promise<Listings>;
  /** Replaces what was known of the product; answers the variants whose price or being on sale changed. */
  replace(door: Door, product: FollowedProduct): Promise<string[]>;
  /** Takes a product off sale; answers the variants that were on sale. */
  withdraw(door: Door, productId: string): Promise<string[]>;
}

export const variantListings = (pool: pg.Pool): VariantListings => ({
  byIds: async (variantIds) => {
    const { rows } = await onPool(pool).query<ListingRow>(
      `SELECT ${LISTING_COLUMNS} FROM variant_listings v LEFT JOIN shops s ON s.shop_id = v.shop_id WHERE v.variant_id = ANY($1)`,
      [variantIds],
    );
    return new Map(rows.map((row) => [row.variant_id, listingFromRow(row)]));
  },

  replace: async ({ tx }, { productId, shopId, isPublished, variants }) => {
    if (!tx) throw new TypeError('A projection only follows events');
    const { rows } = await tx.query<{ variant_id: string }>(REPLACE, [
      productId,
      shopId,
      isPublished,
      variants.map(({ variantId }) => variantId),
      variants.map(({ title }) => title),
      variants.map(({ sku }) => sku),
      variants.map(({ price }) => price.amountMinor),
      variants.map(({ price }) => price.currencyCode),
    ]);
    return rows.map((row) => row.variant_id);
  },

  withdraw: async ({ tx }, productId) => {
    if (!tx) throw new TypeError('A projection only follows events');
    const { rows } = await tx.query<{ variant_id: string }>(
      'UPDATE variant_listings SET is_published = false WHERE product_id = $1 AND is_published RETURNING variant_id',
      [productId],
    );
    return rows.map((row) => row.variant_id);
  },
});

// `before` is read in the statement's snapshot: what was known until now. A variant that is not listed any more stays, off sale.
const REPLACE = `
WITH incoming AS (
  SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[]) AS i(variant_id, title, sku, price_minor, currency_code)
), before AS (
  SELECT * FROM variant_listings WHERE variant_id = ANY($4)
), unlisted AS (
  UPDATE variant_listings SET is_published = false
  WHERE product_id = $1 AND is_published AND NOT variant_id = ANY($4) RETURNING variant_id
), written AS (
  INSERT INTO variant_listings (variant_id, product_id, shop_id, title, sku, price_minor, currency_code, is_published)
  SELECT variant_id, $1, $2, title, sku, price_minor, currency_code, $3 FROM incoming ORDER BY variant_id
  ON CONFLICT (variant_id) DO UPDATE SET product_id = excluded.product_id, shop_id = excluded.shop_id, title = excluded.title,
    sku = excluded.sku, price_minor = excluded.price_minor, currency_code = excluded.currency_code, is_published = excluded.is_published
)
SELECT variant_id FROM incoming JOIN before b USING (variant_id)
WHERE (incoming.price_minor, incoming.currency_code, $3::boolean) IS DISTINCT FROM (b.price_minor, b.currency_code, b.is_published)
UNION ALL SELECT variant_id FROM unlisted`;
