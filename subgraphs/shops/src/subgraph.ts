import { defineSubgraph } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { bookCancellationWhenOrderCancelled } from './events/book-cancellation-when-order-cancelled.ts';
import { bookRefundWhenOrderRefunded } from './events/book-refund-when-order-refunded.ts';
import { bookSaleWhenOrderPlaced } from './events/book-sale-when-order-placed.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { accountRepository } from './persistence/account-repository.ts';
import { shopLoaders } from './persistence/loaders.ts';
import { shopReader } from './persistence/shop-reader.ts';
import { shopRepository } from './persistence/shop-repository.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';

/** Shops owns who sells, on what terms, who may act for it, and what the platform owes it. */
export const shops = defineSubgraph({
  name: 'shops',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings: {},
  rooms: ({ db, pool }): Rooms => ({
    shops: shopRepository(pool),
    accounts: accountRepository(pool),
    reader: shopReader(db, pool),
  }),
  commands,
  resolvers,
  references,
  loaders: shopLoaders,
  hears: [bookSaleWhenOrderPlaced, bookRefundWhenOrderRefunded, bookCancellationWhenOrderCancelled],
});
