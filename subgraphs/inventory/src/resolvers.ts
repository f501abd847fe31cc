import type { Resolvers } from './generated/resolvers-types.ts';
import { Availability } from './resolvers/Availability.ts';
import { InventoryItem } from './resolvers/InventoryItem.ts';
import { Location } from './resolvers/Location.ts';
import { locationCreate } from './resolvers/Mutation/locationCreate.ts';
import { stockAdjust } from './resolvers/Mutation/stockAdjust.ts';
import { ProductVariant } from './resolvers/ProductVariant.ts';
import { inventoryItem } from './resolvers/Query/inventoryItem.ts';
import { location } from './resolvers/Query/location.ts';
import { Shop } from './resolvers/Shop.ts';
import { StockMovement } from './resolvers/StockMovement.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { location, inventoryItem },
  Mutation: { locationCreate, stockAdjust },
  Availability,
  InventoryItem,
  Location,
  ProductVariant,
  Shop,
  StockMovement,
};
