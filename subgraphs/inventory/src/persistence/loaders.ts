import DataLoader from 'dataloader';
import type { Caller } from '@stoa/kernel';
import type { ShopMembers } from '@stoa/subgraph-kit';
import type { PageRequest } from '@stoa/subgraph-kit';
import type { InventoryItem } from '../domain/inventory-item.ts';
import type { Location } from '../domain/location.ts';
import type { Availability, Movement, StockReader } from './stock-reader.ts';

/** Batched reads of one request; what its caller may not see is null. */
export interface StockLoaders {
  readonly availability: DataLoader<string, Availability>;
  readonly item: DataLoader<string, InventoryItem | null>;
  readonly location: DataLoader<string, Location | null>;
  /** A variant's items; null when it is sold by a shop that the caller does not work for. */
  readonly itemsOfVariant: DataLoader<string, InventoryItem[] | null>;
  readonly locationsOfShop: DataLoader<string, Location[]>;
  readonly movements: DataLoader<{ itemId: string; page: PageRequest }, Movement[]>;
  /** The shops the caller works for; asked once. */
  readonly shopIds: () => Promise<readonly string[]>;
}

const NEVER_STOCKED: Availability = { quantity: 0, version: 0 };

export const stockLoaders = (
  { reader, members }: { reader: StockReader; members: ShopMembers },
  caller: Caller,
): StockLoaders => {
  let asked: Promise<readonly string[]> | undefined;
  const shopIds = () => (asked ??= members.shopsOf(caller));
  return {
    shopIds,
    availability: new DataLoader(async (ids) => {
      const availability = await reader.availabilityOf(ids);
      return ids.map((id) => availability.get(id) ?? NEVER_STOCKED);
    }),
    item: new DataLoader(async (ids) => inOrder(ids, await ofOwnShops(shopIds, (own) => reader.items(ids, own)))),
    location: new DataLoader(async (ids) =>
      inOrder(ids, await ofOwnShops(shopIds, (own) => reader.locations(ids, own))),
    ),
    itemsOfVariant: new DataLoader(async (ids) => {
      const [sold, items] = await Promise.all([
        ofOwnShops(shopIds, (own) => reader.soldBy(own, ids)),
        ofOwnShops(shopIds, (own) => reader.itemsOfVariants(ids, own)),
      ]);
      const byVariant = Map.groupBy(items, (item): string => item.variantId);
      return ids.map((id) => (sold.includes(id) ? (byVariant.get(id) ?? []) : null));
    }),
    locationsOfShop: new DataLoader(async (ids) => {
      const byShop = Map.groupBy(await reader.locationsOfShops(ids), (location): string => location.shopId);
      return ids.map((id) => byShop.get(id) ?? []);
    }),
    movements: new DataLoader(
      async (keys) => {
        const pages = Map.groupBy(keys, ({ page }) => JSON.stringify(page));
        const read = pages.entries().map(async ([text, [first, ...rest]]) => {
          const wanted = first ? [first, ...rest] : [];
          const rows = first
            ? await reader.movementsOf(
                wanted.map(({ itemId }) => itemId),
                first.page,
              )
            : [];
          return [text, Map.groupBy(rows, ({ itemId }) => itemId)] as const;
        });
        const found = new Map(await Promise.all(read));
        return keys.map(({ itemId, page }) => found.get(JSON.stringify(page))?.get(itemId) ?? []);
      },
      { cacheKeyFn: ({ itemId, page }) => `${itemId} ${JSON.stringify(page)}` as never },
    ),
  };
};

/** Whoever works for no shop asks nothing of the database. */
const ofOwnShops = async <Thing>(
  shopIds: () => Promise<readonly string[]>,
  read: (own: readonly string[]) => Promise<Thing[]>,
): Promise<Thing[]> => {
  const own = await shopIds();
  return own.length === 0 ? [] : read(own);
};

const inOrder = <Thing extends { readonly id: string }>(ids: readonly string[], things: readonly Thing[]) => {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return ids.map((id) => byId.get(id) ?? null);
};
