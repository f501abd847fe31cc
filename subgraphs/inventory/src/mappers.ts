import type { InventoryItem } from './domain/inventory-item.ts';
import type { Location } from './domain/location.ts';
import type { Movement } from './persistence/stock-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type InventoryItemModel = InventoryItem;
export type LocationModel = Location;
export type StockMovementModel = Movement;
/** How many can be sold. */
export type AvailabilityModel = number;
export interface ProductVariantModel {
  readonly id: string;
}
export interface ShopModel {
  readonly id: string;
}
