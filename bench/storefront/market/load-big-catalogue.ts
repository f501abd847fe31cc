import { newId } from '@stoa/kernel';
import { createPool } from '@stoa/platform';
import type pg from 'pg';
import { loadCatalogue, type LoadedCatalogue } from '../../catalogue/load-catalogue.ts';
import type { ServerProcess } from '../server-process.ts';
import type { World } from './world.ts';

type Row = Readonly<Record<string, unknown>>;
type Pools = Readonly<Record<'products' | 'shops' | 'carts' | 'inventory', pg.Pool>>;

const ROWS_AT_ONCE = 10_000;

/**
 * Adds the big catalogue to a running Stoa as rows: products and what finds them, and what shops, carts and inventory
 * would have heard of it. Terms of delivery are those of a shop that is there already.
 */
export const loadBigCatalogue = async (
  server: ServerProcess,
  { products, variantsPerProduct }: { readonly products: number; readonly variantsPerProduct: number },
): Promise<Pick<World, 'categorySlugs' | 'products' | 'words' | 'filters'>> => {
  const open = async (name: string) =>
    createPool({ connectionString: await server.ask('databaseUrl', name), max: 2, name: 'bench' });
  const pools = {
    products: await open('products'),
    shops: await open('shops'),
    carts: await open('carts'),
    inventory: await open('inventory'),
  };
  try {
    const loaded = await loadCatalogue(pools.products, { products, variantsPerProduct });
    await loadNeighbors(pools, loaded);
    return argumentsOf(loaded);
  } finally {
    for (const pool of Object.values(pools)) await pool.end();
  }
};

async function loadNeighbors({ shops, carts, inventory }: Pools, loaded: LoadedCatalogue): Promise<void> {
  const at = new Date();
  const { rows } = await shops.query<{ delivery_rates: unknown }>('SELECT delivery_rates FROM shops LIMIT 1');
  const terms = { status: 'APPROVED', delivery_rates: rows[0]?.delivery_rates };
  await loadShops(shops, loaded, { ...terms, version: 1, created_at: at, updated_at: at });
  const variants = loaded.products.flatMap(({ id, shopId, title, variants }) =>
    variants.map((variant) => ({ variant_id: variant.id, product_id: id, shop_id: shopId, title, ...variant })),
  );
  await insert(
    carts,
    'shops',
    loaded.shopIds.map((shop_id) => ({ shop_id, ...terms })),
  );
  await insert(
    carts,
    'variant_listings',
    variants.map(({ variant_id, product_id, shop_id, title, sku, priceMinor }) => ({
      ...{ variant_id, product_id, shop_id, title, sku },
      ...{ price_minor: priceMinor, currency_code: 'EUR', is_published: true },
    })),
  );
  await loadStock(inventory, variants, at);
  for (const pool of [shops, carts, inventory]) await pool.query('VACUUM ANALYZE');
}

async function loadShops(shops: pg.Pool, { shopIds }: LoadedCatalogue, shop: Row): Promise<void> {
  const rest = { ...shop, description: '', currency_code: 'EUR', commission_basis_points: 1_200 };
  const rows = shopIds.map((id, n) => ({ id, slug: `shop-${n + 1}`, name: `Shop ${n + 1}`, ...rest }));
  await insert(shops, 'shops', rows);
  const account = { version: 1, currency_code: 'EUR', balance_minor: 0 };
  await insert(
    shops,
    'shop_accounts',
    shopIds.map((id) => ({ id, ...account })),
  );
}

interface VariantIds {
  readonly variant_id: string;
  readonly product_id: string;
  readonly shop_id: string;
}

async function loadStock(inventory: pg.Pool, variants: readonly VariantIds[], at: Date): Promise<void> {
  const locations = new Map(variants.map(({ shop_id }) => [shop_id, '']));
  for (const shopId of locations.keys()) locations.set(shopId, newId('loc'));
  const warehouse = { name: 'Warehouse', kind: 'WAREHOUSE', is_active: true, version: 1, created_at: at };
  await insert(
    inventory,
    'locations',
    [...locations].map(([shop_id, id]) => ({ id, shop_id, ...warehouse })),
  );
  await insert(
    inventory,
    'variants',
    variants.map(({ variant_id, product_id, shop_id }) => ({ variant_id, product_id, shop_id })),
  );
  const item = { on_hand: 100_000, reserved: 0, version: 1, updated_at: at };
  const itemOf = ({ variant_id, shop_id }: VariantIds) => ({
    ...{ id: newId('inv'), shop_id, variant_id, location_id: locations.get(shop_id) },
    ...item,
  });
  await insert(inventory, 'inventory_items', variants.map(itemOf));
}

async function insert(pool: pg.Pool, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await pool.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))],
    );
}

const argumentsOf = ({ shopIds, categories, products }: LoadedCatalogue) => ({
  categorySlugs: categories.map(({ slug }) => slug),
  products: products.map(({ handle, variants }) => ({ handle, variantIds: variants.map(({ id }) => id) })),
  words: [...new Set(products.slice(0, 2_000).flatMap(({ title }) => title.split(' ').slice(1)))],
  filters: [
    [{ option: { name: 'color', value: 'Red' } }],
    [{ price: { currencyCode: 'EUR', min: '20.00', max: '150.00' } }],
    shopIds.slice(0, 2).map((shopId) => ({ shopId })),
    [{ option: { name: 'size', value: 'M' } }, { price: { currencyCode: 'EUR', max: '120.00' } }],
  ],
});
