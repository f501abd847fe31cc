import type { Transaction } from '@stoa/messaging';
import { priceRangeOf, type Product } from '../domain/product.ts';
import { optionValue } from '../domain/search.ts';

/** Keeps the one flat row that search reads of a product, and the words it brings. Drafts have none. */
export const writeSearchEntry = async (tx: Transaction, product: Product): Promise<void> => {
  if (product.publishedAt === null) return;
  // Locked, so that a shop that is being closed sees this product, or this product sees it closed.
  const { rows } = await tx.query<{ status: string }>('SELECT status FROM shops WHERE id = $1 FOR SHARE', [
    product.shopId,
  ]);
  const { min, max } = priceRangeOf(product);
  const chosen = product.variants.flatMap(({ options }) => options);
  await tx.query(WRITE, [
    product.id,
    product.shopId,
    product.status === 'PUBLISHED' && rows[0]?.status === 'APPROVED',
    product.publishedAt,
    product.title,
    [product.brand ?? '', ...product.tags, ...new Set(chosen.map(({ value }) => value))].join(' '),
    product.variants.flatMap(({ sku, barcode }) => [sku, barcode ?? '']).join(' '),
    product.description,
    product.categoryId,
    [...new Set(chosen.map(optionValue))],
    min.currencyCode,
    min.amountMinor,
    max.amountMinor,
  ]);
};

const WRITE = `
WITH entry AS (
  INSERT INTO product_search (product_id, shop_id, is_listed, published_at, title, keywords, codes, description,
    category_path, option_values, currency_code, min_price_minor, max_price_minor)
  SELECT $1, $2, $3, $4, $5,
    concat_ws(' ', $6::text, (SELECT string_agg(a.name, ' ') FROM categories a WHERE a.id = ANY(c.path))),
    $7, $8, coalesce(c.path, '{}'), $10, $11, $12, $13
  FROM (SELECT $9::text AS category_id) given LEFT JOIN categories c ON c.id = given.category_id
  ON CONFLICT (product_id) DO UPDATE SET
    is_listed = excluded.is_listed, published_at = excluded.published_at, title = excluded.title,
    keywords = excluded.keywords, codes = excluded.codes, description = excluded.description,
    category_path = excluded.category_path, option_values = excluded.option_values,
    currency_code = excluded.currency_code, min_price_minor = excluded.min_price_minor, max_price_minor = excluded.max_price_minor
  RETURNING title, keywords
)
INSERT INTO search_words (word)
SELECT DISTINCT word FROM entry, regexp_split_to_table(unaccent(lower(title || ' ' || keywords)), '[^[:alnum:]]+') AS word
WHERE length(word) >= 3 AND word !~ '^[0-9]+$'
ORDER BY word
ON CONFLICT DO NOTHING`;
