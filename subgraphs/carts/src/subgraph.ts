import { defineSubgraph } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { closeCartWhenOrderSubmitted } from './events/close-cart-when-order-submitted.ts';
import { followProducts } from './events/follow-products.ts';
import { followShops } from './events/follow-shops.ts';
import { reopenCartWhenOrderEnded } from './events/reopen-cart-when-order-ended.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { cartReader } from './persistence/cart-reader.ts';
import { cartRepository } from './persistence/cart-repository.ts';
import { cartLoaders } from './persistence/loaders.ts';
import { shopTerms } from './persistence/shop-terms.ts';
import { variantListings } from './persistence/variant-listings.ts';
import { newCartToken } from './providers/cart-tokens.ts';
import { standardTaxRates } from './providers/tax-rates.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';

/** Carts keeps what somebody means to buy and says what it costs; an order freezes it. */
export const carts = defineSubgraph({
  name: 'carts',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings: {},
  rooms: ({ db, pool }): Rooms => ({
    carts: cartRepository(pool),
    reader: cartReader(db),
    listings: variantListings(pool),
    shops: shopTerms(db),
    taxRates: standardTaxRates,
    newCartToken,
  }),
  commands,
  resolvers,
  references,
  loaders: cartLoaders,
  hears: [...followProducts, ...followShops, closeCartWhenOrderSubmitted, ...reopenCartWhenOrderEnded],
});
