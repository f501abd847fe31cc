import type { CategoryId } from '@stoa/contracts';
import { err } from '@stoa/kernel';
import {
  aggregateStore,
  onPool,
  upsertRows,
  type AggregateMapping,
  type AggregateStore,
  type Transaction,
} from '@stoa/messaging';
import type pg from 'pg';
import type { Category } from '../domain/category.ts';

export interface CategoryRepository extends AggregateStore<Category> {
  byIds(ids: readonly string[]): Promise<Category[]>;
  bySlug(slug: string): Promise<Category | undefined>;
  /** By name; those at the top for null. */
  below(parentIds: readonly string[] | null): Promise<Category[]>;
  readonly whenSlugTaken: typeof whenSlugTaken;
}

export const categoryRepository = (pool: pg.Pool): CategoryRepository => ({
  ...aggregateStore(pool, mapping),
  whenSlugTaken,
  byIds: (ids) => read(onPool(pool), 'SELECT * FROM categories WHERE id = ANY($1)', [ids]),
  bySlug: async (slug) => (await read(onPool(pool), 'SELECT * FROM categories WHERE slug = $1', [slug]))[0],
  below: (parentIds) =>
    parentIds === null
      ? read(onPool(pool), 'SELECT * FROM categories WHERE parent_id IS NULL ORDER BY name, id', [])
      : read(onPool(pool), 'SELECT * FROM categories WHERE parent_id = ANY($1) ORDER BY name, id', [parentIds]),
});

export interface SlugTaken {
  readonly kind: 'SLUG_TAKEN';
}

/** What a taken name means for a new category. */
const whenSlugTaken = {
  categories_slug_key: () => Promise.resolve(err<SlugTaken>({ kind: 'SLUG_TAKEN' })),
};

const mapping: AggregateMapping<Category> = {
  load: (tx, ids, lock) =>
    read(tx, `SELECT * FROM categories WHERE id = ANY($1) ORDER BY id${lock ? ' FOR UPDATE' : ''}`, [ids]),
  write: (tx, { next: { id, version, slug, name, parentId, path } }) =>
    upsertRows(tx, 'categories', [{ id, version, slug, name, parent_id: parentId, path }]),
};

interface CategoryRow {
  readonly id: CategoryId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly parent_id: CategoryId | null;
  readonly path: readonly CategoryId[];
}

async function read(tx: Transaction, sql: string, values: readonly unknown[]): Promise<Category[]> {
  const { rows } = await tx.query<CategoryRow>(sql, values);
  return rows.map(({ parent_id: parentId, ...row }) => ({ ...row, parentId }));
}
