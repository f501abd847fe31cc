import DataLoader from 'dataloader';
import type { Caller } from '@stoa/kernel';
import type { Found } from '../domain/access.ts';
import type { Category } from '../domain/category.ts';
import type { SearchQuestion } from '../domain/search.ts';
import type { Rooms } from '../rooms.ts';
import type { SearchRow, Tally } from './product-search.ts';
import type { SearchPage } from './search-sql.ts';

/** Batched reads of one request. Who may see what is decided by who uses them. */
export interface ProductLoaders {
  readonly product: DataLoader<string, Found | null>;
  readonly productOfVariant: DataLoader<string, Found | null>;
  readonly category: DataLoader<string, Category | null>;
  readonly categoriesBelow: DataLoader<string, Category[]>;
  readonly searchPage: DataLoader<SearchPage, SearchRow[]>;
  readonly tally: DataLoader<SearchQuestion, Tally[]>;
  readonly shopPage: DataLoader<ShopPageKey, string[]>;
  readonly shopCount: DataLoader<string, number>;
  /** The shops the caller works for; asked once. */
  readonly shopIds: () => Promise<readonly string[]>;
}

export interface ShopPageKey {
  readonly shopId: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
}

export const productLoaders = (
  { products, categories, members, search, shopProducts }: Rooms,
  caller: Caller,
): ProductLoaders => {
  let shopIds: Promise<readonly string[]> | undefined;
  const product = new DataLoader<string, Found | null>(async (ids) =>
    (await products.byIds(ids)).map((found) => found ?? null),
  );
  return {
    product,
    productOfVariant: new DataLoader(async (ids) => {
      const found = await products.byVariantIds(ids);
      for (const one of found) if (one) product.prime(one.product.id, one);
      return found.map((one) => one ?? null);
    }),
    category: new DataLoader(async (ids) => {
      const byId = new Map<string, Category>((await categories.byIds(ids)).map((category) => [category.id, category]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    categoriesBelow: new DataLoader(async (ids) => {
      const byParent = Map.groupBy(await categories.below(ids), ({ parentId }) => parentId as string | null);
      return ids.map((id) => byParent.get(id) ?? []);
    }),
    searchPage: new DataLoader((pages) => search.pages(pages)),
    tally: new DataLoader((questions) => search.tallies(questions)),
    shopPage: new DataLoader((keys) => shopPagesOf(shopProducts, keys)),
    shopCount: new DataLoader(async (ids) => {
      const counts = await shopProducts.counts(ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    shopIds: () => (shopIds ??= members.shopsOf(caller)),
  };
};

// One operation asks all its shops for the same page, so this is one statement.
async function shopPagesOf(shopProducts: Rooms['shopProducts'], keys: readonly ShopPageKey[]): Promise<string[][]> {
  const found = new Map<ShopPageKey, string[]>();
  const byPage = Map.groupBy(keys, ({ cursor, limit, direction }) => JSON.stringify([cursor, limit, direction]));
  await Promise.all(
    byPage.values().map(async (alike) => {
      const [page] = alike;
      if (!page) return;
      const pages = await shopProducts.pages(
        alike.map(({ shopId }) => shopId),
        page,
      );
      for (const key of alike) found.set(key, pages.get(key.shopId) ?? []);
    }),
  );
  return keys.map((key) => found.get(key) ?? []);
}
