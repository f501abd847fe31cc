import { defineSubgraph, followShopMembers, shopMembers } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { commitStockWhenOrderPlaced } from './events/commit-stock-when-order-placed.ts';
import { followProducts } from './events/follow-products.ts';
import { fulfillStockWhenShipmentShipped } from './events/fulfill-stock-when-shipment-shipped.ts';
import { releaseStockWhenOrderEnded } from './events/release-stock-when-order-ended.ts';
import { reserveStockWhenOrderSubmitted } from './events/reserve-stock-when-order-submitted.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { expireHolds } from './jobs/expire-holds.ts';
import { inventoryItemRepository } from './persistence/inventory-item-repository.ts';
import { stockLoaders } from './persistence/loaders.ts';
import { locationRepository } from './persistence/location-repository.ts';
import { reservationRepository } from './persistence/reservation-repository.ts';
import { stockReader } from './persistence/stock-reader.ts';
import { variants } from './persistence/variants.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';

/** Inventory says what is there and holds what orders want: all of an order's lines or none. */
export const inventory = defineSubgraph({
  name: 'inventory',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings: {},
  rooms: ({ db, pool }): Rooms => ({
    reservations: reservationRepository(pool),
    items: inventoryItemRepository(pool),
    locations: locationRepository(pool),
    reader: stockReader(db, pool),
    variants: variants(db),
    members: shopMembers(pool),
  }),
  commands,
  resolvers,
  references,
  loaders: stockLoaders,
  hears: [
    reserveStockWhenOrderSubmitted,
    commitStockWhenOrderPlaced,
    ...releaseStockWhenOrderEnded,
    fulfillStockWhenShipmentShipped,
    ...followProducts,
    ...followShopMembers,
  ],
  jobs: [expireHolds],
});
