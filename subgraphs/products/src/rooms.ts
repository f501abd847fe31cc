import type { ShopMembers } from '@stoa/subgraph-kit';
import type { CategoryRepository } from './persistence/category-repository.ts';
import type { KnownShops } from './persistence/known-shops.ts';
import type { MediaStore } from './persistence/media-store.ts';
import type { ProductRepository } from './persistence/product-repository.ts';
import type { ProductSearch } from './persistence/product-search.ts';
import type { ShopProducts } from './persistence/shop-products.ts';

/** What commands and resolvers of products work with. */
export interface Rooms {
  readonly products: ProductRepository;
  readonly categories: CategoryRepository;
  readonly shops: KnownShops;
  readonly members: ShopMembers;
  readonly search: ProductSearch;
  readonly shopProducts: ShopProducts;
  readonly media: MediaStore;
  /** Where buyers reach the platform, without a slash at the end. */
  readonly publicUrl: string;
}
