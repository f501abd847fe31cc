import DataLoader from 'dataloader';
import type { Money } from '@stoa/kernel';
import type { PageRequest } from '@stoa/subgraph-kit';
import type { Shop } from '../domain/shop.ts';
import type { LedgerRow, ShopReader } from './shop-reader.ts';
import type { ShopRepository } from './shop-repository.ts';

/** Batched reads of one request. Who may see what is decided by who uses them. */
export interface ShopLoaders {
  readonly shop: DataLoader<string, Shop | null>;
  readonly balance: DataLoader<string, Money | null>;
  readonly memberships: DataLoader<string, { shopId: string; role: string }[]>;
  readonly ledger: DataLoader<LedgerKey, LedgerRow[], string>;
}

export interface LedgerKey {
  readonly shopId: string;
  readonly page: PageRequest;
}

export const shopLoaders = ({ shops, reader }: { shops: ShopRepository; reader: ShopReader }): ShopLoaders => ({
  shop: new DataLoader(async (ids) => (await shops.byIds(ids)).map((shop) => shop ?? null)),
  balance: new DataLoader(async (ids) => {
    const balances = await reader.balances(ids);
    return ids.map((id) => balances.get(id) ?? null);
  }),
  memberships: new DataLoader(async (userIds) => {
    const byUser = Map.groupBy(await reader.memberships(userIds), ({ userId }) => userId);
    return userIds.map((userId) => byUser.get(userId) ?? []);
  }),
  ledger: new DataLoader(async (keys) => ledgersOf(reader, keys), { cacheKeyFn: (key) => JSON.stringify(key) }),
});

// One operation asks all its shops for the same page, so this is one statement.
async function ledgersOf(reader: ShopReader, keys: readonly LedgerKey[]): Promise<LedgerRow[][]> {
  const found = new Map<LedgerKey, LedgerRow[]>();
  const byPage = Map.groupBy(keys, ({ page }) => JSON.stringify(page));
  await Promise.all(
    byPage.values().map(async ([first, ...others]) => {
      if (!first) return;
      const alike = [first, ...others];
      const rows = await reader.ledgers(
        alike.map(({ shopId }) => shopId),
        first.page,
      );
      const byShop = Map.groupBy(rows, (row) => row.shop_id);
      for (const key of alike) found.set(key, byShop.get(key.shopId) ?? []);
    }),
  );
  return keys.map((key) => found.get(key) ?? []);
}
