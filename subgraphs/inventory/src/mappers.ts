import type { InventoryItem } from './domain/inventory-item.ts';
import type { Location } from './domain/location.ts';
import type { Availability, Movement } from './persistence/stock-reader.ts';

// What resolvers hand on for each type of the schema; codegen finds them by name.
export type InventoryItemModel = InventoryItem;
export type LocationModel = Location;
export type StockMovementModel = Movement;
export type AvailabilityModel = Availability;
export interface ProductVariantModel {
  readonly id: string;
}
export interface ShopModel {
  readonly id: string;
}
