import type { DeliveryRate, ShopId, UserId } from '@stoa/contracts';
import { err } from '@stoa/kernel';
import { aggregateStore, onPool, touchedSince, upsertRows, violatedConstraint } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Shop, ShopRole, ShopStatus } from '../domain/shop.ts';

export interface ShopRepository extends AggregateStore<Shop> {
  /** Whole shops in the order of the ids asked, undefined where there is none. One statement, however many. */
  byIds(ids: readonly string[]): Promise<(Shop | undefined)[]>;
  readonly whenSlugTaken: typeof whenSlugTaken;
  readonly orSlugTaken: typeof orSlugTaken;
}

export interface SlugTaken {
  readonly kind: 'SLUG_TAKEN';
  readonly slug: string;
}

/** The unique index of names in web addresses. */
const SLUGS = 'shops_slug_key';

export const shopRepository = (pool: pg.Pool): ShopRepository => ({
  ...aggregateStore(pool, mapping),
  whenSlugTaken,
  orSlugTaken,
  byIds: async (ids) => {
    const shops = await read(onPool(pool), ids);
    const byId = new Map<string, Shop>(shops.map((shop) => [shop.id, shop]));
    return ids.map((id) => byId.get(id));
  },
});

/** What a taken name means for a new shop. */
const whenSlugTaken = (slug: string) => ({ [SLUGS]: () => Promise.resolve(err(slugTaken(slug))) });

/** Answers a change's violation of the names' uniqueness with a refusal. */
const orSlugTaken = (slug: string | undefined) => (error: unknown) => {
  if (slug === undefined || violatedConstraint(error) !== SLUGS) throw error;
  return err(slugTaken(slug));
};

const slugTaken = (slug: string): SlugTaken => ({ kind: 'SLUG_TAKEN', slug });

const mapping: AggregateMapping<Shop> = {
  load: async (tx, ids, lock) => {
    // Locked first and read after: a statement that waits for the lock would read members of before.
    if (lock) await tx.query('SELECT FROM shops WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    return read(tx, ids);
  },
  write: async (tx, { next, previous }, { at }) => {
    await upsertRows(tx, 'shops', [shopRow(next, at)]);
    await upsertRows(
      tx,
      'shop_members',
      touchedSince(next.members, previous?.members).map((member) => ({
        shop_id: next.id,
        user_id: member.userId,
        role: member.role,
        added_at: member.addedAt,
      })),
      ['shop_id', 'user_id'],
    );
    const left =
      previous?.members.filter(({ userId }) => !next.members.some((member) => member.userId === userId)) ?? [];
    if (left.length > 0)
      await tx.query('DELETE FROM shop_members WHERE shop_id = $1 AND user_id = ANY($2)', [
        next.id,
        left.map(({ userId }) => userId),
      ]);
    if (!previous)
      await upsertRows(tx, 'shop_accounts', [
        { id: next.id, version: 1, currency_code: next.currencyCode, balance_minor: 0 },
      ]);
  },
};

const shopRow = (shop: Shop, updatedAt: Date) => ({
  id: shop.id,
  version: shop.version,
  slug: shop.slug,
  name: shop.name,
  description: shop.description,
  status: shop.status,
  currency_code: shop.currencyCode,
  commission_basis_points: shop.commissionRate,
  delivery_rates: shop.deliveryRates,
  created_at: shop.createdAt,
  updated_at: updatedAt,
});

interface ShopRow {
  readonly id: ShopId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly status: ShopStatus;
  readonly currency_code: string;
  readonly commission_basis_points: number;
  readonly delivery_rates: readonly DeliveryRate[];
  readonly created_at: Date;
  readonly members: readonly { user_id: UserId; role: ShopRole; added_at: string }[];
}

async function read(tx: Transaction, ids: readonly string[]): Promise<Shop[]> {
  const { rows } = await tx.query<ShopRow>(
    `SELECT s.*, (SELECT coalesce(json_agg(m ORDER BY m.added_at, m.user_id), '[]') FROM shop_members m WHERE m.shop_id = s.id) AS members
     FROM shops s WHERE s.id = ANY($1) ORDER BY s.id`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    slug: row.slug,
    name: row.name,
    description: row.description,
    status: row.status,
    currencyCode: row.currency_code,
    commissionRate: row.commission_basis_points,
    deliveryRates: row.delivery_rates,
    // Dates inside JSON arrive as text.
    members: row.members.map((member) => ({
      userId: member.user_id,
      role: member.role,
      addedAt: new Date(member.added_at),
    })),
    createdAt: row.created_at,
  }));
}
