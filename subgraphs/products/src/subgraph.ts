import { defineSubgraph, followShopMembers, shopMembers } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { followShops } from './events/follow-shops.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { media } from './http/media.ts';
import { categoryRepository } from './persistence/category-repository.ts';
import { knownShops } from './persistence/known-shops.ts';
import { productLoaders } from './persistence/loaders.ts';
import { mediaStore } from './persistence/media-store.ts';
import { productRepository } from './persistence/product-repository.ts';
import { productSearch } from './persistence/product-search.ts';
import { shopProducts } from './persistence/shop-products.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';
import { settings } from './settings.ts';

/** Products owns the catalogue: what is sold, by whom, at what price, and how it is found. */
export const products = defineSubgraph({
  name: 'products',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings,
  rooms: ({ pool, settings: { publicUrl } }): Rooms => ({
    products: productRepository(pool),
    categories: categoryRepository(pool),
    shops: knownShops(pool),
    members: shopMembers(pool),
    search: productSearch(pool),
    shopProducts: shopProducts(pool),
    media: mediaStore(pool),
    publicUrl,
  }),
  commands,
  resolvers,
  references,
  loaders: productLoaders,
  hears: [...followShops, ...followShopMembers],
  http: [media],
});
