import { aggregateStore, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore } from '@stoa/messaging';
import type pg from 'pg';
import type { Location } from '../domain/location.ts';

export type LocationRepository = AggregateStore<Location>;

export const locationRepository = (pool: pg.Pool): LocationRepository => aggregateStore(pool, mapping);

interface LocationRow {
  readonly id: Location['id'];
  readonly shop_id: Location['shopId'];
  readonly name: string;
  readonly kind: Location['kind'];
  readonly address: string | null;
  readonly is_active: boolean;
  readonly version: number;
  readonly created_at: Date;
}

const mapping: AggregateMapping<Location> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<LocationRow>(
      lock
        ? 'SELECT * FROM locations WHERE id = ANY($1) ORDER BY id FOR UPDATE'
        : 'SELECT * FROM locations WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    return rows.map((row) => ({
      id: row.id,
      version: row.version,
      shopId: row.shop_id,
      name: row.name,
      kind: row.kind,
      address: row.address,
      isActive: row.is_active,
      createdAt: row.created_at,
    }));
  },
  write: async (tx, { next }) => {
    await upsertRows(tx, 'locations', [
      {
        id: next.id,
        shop_id: next.shopId,
        name: next.name,
        kind: next.kind,
        address: next.address,
        is_active: next.isActive,
        version: next.version,
        created_at: next.createdAt,
      },
    ]);
  },
};
