import { createHash } from 'node:crypto';
import { newId, type Id } from '@stoa/kernel';
import type pg from 'pg';
import { makeCategories, makeProduct, type MadeCategory, type MadeProduct } from './make-catalogue.ts';

export interface CatalogueSize {
  readonly products: number;
  /** 15 at most: three colors in five sizes. */
  readonly variantsPerProduct: number;
  /** Who sells it; twenty made-up shops when absent. */
  readonly shopIds?: readonly Id<'shop'>[];
}

export interface LoadedCatalogue {
  readonly shopIds: readonly Id<'shop'>[];
  readonly categories: readonly MadeCategory[];
  readonly products: readonly MadeProduct[];
}

const PRODUCTS_AT_ONCE = 1_000;

/**
 * Fills a migrated database of the products domain with published products of open shops, straight into its tables: no
 * events, no outbox. Adds to what is there; handles and units of a second load collide. About 5 s for 20,000 products.
 */
export const loadCatalogue = async (
  pool: pg.Pool,
  { products: count, variantsPerProduct, shopIds = madeUp(20) }: CatalogueSize,
): Promise<LoadedCatalogue> => {
  const categories = makeCategories();
  await insert(
    pool,
    'shops',
    shopIds.map((id, n) => ({ id, name: `Shop ${n + 1}`, status: 'APPROVED', currency_code: 'EUR' })),
  );
  await insert(pool, 'categories', categories.map(categoryRow));
  await pool.query('INSERT INTO media (id, content_type, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    MEDIA_ID,
    'image/svg+xml',
    PICTURE,
  ]);
  const products: MadeProduct[] = [];
  for (let from = 0; from < count; from += PRODUCTS_AT_ONCE) {
    const length = Math.min(PRODUCTS_AT_ONCE, count - from);
    const some = Array.from({ length }, (_, n) => makeProduct(from + n, { shopIds, categories, variantsPerProduct }));
    await insert(pool, 'products', some.map(productRow));
    await insert(pool, 'product_variants', some.flatMap(variantRows));
    await insert(pool, 'variant_prices', some.flatMap(priceRows));
    await insert(pool, 'product_images', some.map(imageRow));
    await insert(pool, 'product_search', some.map(searchRow));
    products.push(...some);
  }
  await pool.query(`INSERT INTO search_words SELECT DISTINCT word
    FROM product_search, regexp_split_to_table(unaccent(lower(title || ' ' || keywords)), '[^[:alnum:]]+') AS word
    WHERE length(word) >= 3 AND word !~ '^[0-9]+$' ORDER BY word ON CONFLICT DO NOTHING`);
  for (const table of [
    'products',
    'product_variants',
    'variant_prices',
    'product_images',
    'product_search',
    'search_words',
    'categories',
  ])
    await pool.query(`VACUUM ANALYZE ${table}`);
  return { shopIds, categories, products };
};

const madeUp = (count: number) => Array.from({ length: count }, () => newId('shop'));

const PICTURE = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#d8d2c4"/></svg>',
);
// As products names its media: SHA-256 of type and bytes.
const MEDIA_ID = createHash('sha256').update('image/svg+xml\n').update(PICTURE).digest('hex');

/** Many rows in one statement; columns that are absent take their default, generated ones are never given. */
async function insert(pool: pg.Pool, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await pool.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

const categoryRow = ({ id, name, slug, path }: MadeCategory) => ({
  id,
  version: 1,
  slug,
  name,
  parent_id: path.at(-2) ?? null,
  path,
});

const productRow = (product: MadeProduct) => ({
  id: product.id,
  version: 2,
  shop_id: product.shopId,
  handle: product.handle,
  title: product.title,
  description: product.description,
  brand: product.brand,
  tags: product.tags,
  category_id: product.category.id,
  status: 'PUBLISHED',
  created_at: product.publishedAt,
  updated_at: product.publishedAt,
  published_at: product.publishedAt,
});

const variantRows = ({ id, shopId, variants }: MadeProduct) =>
  variants.map((variant, position) => ({
    id: variant.id,
    product_id: id,
    shop_id: shopId,
    position,
    sku: variant.sku,
    options: variant.options,
    barcode: null,
  }));

const priceRows = ({ variants }: MadeProduct) =>
  variants.map(({ id, priceMinor }) => ({
    variant_id: id,
    currency_code: 'EUR',
    amount_minor: priceMinor,
    compare_at_minor: null,
  }));

const imageRow = ({ id, title }: MadeProduct) => ({
  id: newId('img'),
  product_id: id,
  media_id: MEDIA_ID,
  alt: title,
  width: 400,
  height: 300,
  position: 0,
});

const searchRow = ({ id, shopId, title, brand, tags, category, description, publishedAt, variants }: MadeProduct) => {
  const chosen = variants.flatMap(({ options }) => options);
  const prices = variants.map(({ priceMinor }) => priceMinor);
  return {
    product_id: id,
    shop_id: shopId,
    is_listed: true,
    published_at: publishedAt,
    title,
    keywords: [brand, ...tags, ...new Set(chosen.map(({ value }) => value)), ...category.pathNames].join(' '),
    codes: variants.map(({ sku }) => sku).join(' '),
    description,
    category_path: category.path,
    option_values: [...new Set(chosen.map(({ name, value }) => `${name.toLowerCase()}=${value}`))],
    currency_code: 'EUR',
    min_price_minor: Math.min(...prices),
    max_price_minor: Math.max(...prices),
  };
};
