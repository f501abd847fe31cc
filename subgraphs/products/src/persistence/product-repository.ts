import { err, type Result } from '@stoa/kernel';
import { aggregateStore, onPool, violatedConstraint } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Found } from '../domain/access.ts';
import type { Product } from '../domain/product.ts';
import { readProducts } from './product-rows.ts';
import { writeProduct } from './write-product.ts';

export interface ProductRepository extends AggregateStore<Product> {
  /** Whole products in the order of the ids asked, undefined where there is none. One statement, however many. */
  byIds(ids: readonly string[]): Promise<(Found | undefined)[]>;
  /** The products of these variants, likewise. */
  byVariantIds(ids: readonly string[]): Promise<(Found | undefined)[]>;
  idOfHandle(handle: string): Promise<string | undefined>;
  readonly whenTaken: typeof whenTaken;
  readonly orHandleTaken: typeof orHandleTaken;
  readonly orSkuTaken: typeof orSkuTaken;
}

export type Taken =
  { readonly kind: 'SLUG_TAKEN'; readonly slug: string } | { readonly kind: 'SKU_TAKEN'; readonly sku: string };

const HANDLES = 'products_handle_key';
const SKUS = 'product_variants_shop_id_sku_key';

export const productRepository = (pool: pg.Pool): ProductRepository => ({
  ...aggregateStore(pool, mapping),
  whenTaken,
  orHandleTaken,
  orSkuTaken,
  byIds: async (ids) => {
    const found = await readProducts(onPool(pool), 'products', ids);
    const byId = new Map<string, Found>(found.map((one) => [one.product.id, one]));
    return ids.map((id) => byId.get(id));
  },
  byVariantIds: async (ids) => {
    const found = await readProducts(onPool(pool), 'variants', ids);
    const byId = new Map<string, Found>(found.flatMap((one) => one.product.variants.map(({ id }) => [id, one])));
    return ids.map((id) => byId.get(id));
  },
  idOfHandle: async (handle) => {
    const { rows } = await onPool(pool).query<{ id: string }>('SELECT id FROM products WHERE handle = $1', [handle]);
    return rows[0]?.id;
  },
});

/** What taken names mean for a new product. */
const whenTaken = ({ shopId, handle, variants }: Pick<Product, 'shopId' | 'handle' | 'variants'>) => ({
  [HANDLES]: () => Promise.resolve(err<Taken>({ kind: 'SLUG_TAKEN', slug: handle })),
  [SKUS]: async (tx: Transaction): Promise<Result<never, Taken>> => {
    const { rows } = await tx.query<{ sku: string }>(
      'SELECT sku FROM product_variants WHERE shop_id = $1 AND sku = ANY($2) LIMIT 1',
      [shopId, variants.map(({ sku }) => sku)],
    );
    return err({ kind: 'SKU_TAKEN', sku: rows[0]?.sku ?? '' });
  },
});

/** Answers a change's violation of the handles' uniqueness with a refusal. */
const orHandleTaken = (handle: string | undefined) => (error: unknown) => {
  if (handle === undefined || violatedConstraint(error) !== HANDLES) throw error;
  return err({ kind: 'SLUG_TAKEN', slug: handle } as const);
};

/** Answers a change's violation of the units' uniqueness with a refusal. */
const orSkuTaken = (sku: string | null | undefined) => (error: unknown) => {
  if (sku == null || violatedConstraint(error) !== SKUS) throw error;
  return err({ kind: 'SKU_TAKEN', sku } as const);
};

const mapping: AggregateMapping<Product> = {
  load: async (tx, ids, lock) => {
    // Locked first and read after: a statement that waits for the lock would read variants of before.
    if (lock) await tx.query('SELECT FROM products WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    return (await readProducts(tx, 'products', ids)).map(({ product }) => product);
  },
  write: writeProduct,
};
