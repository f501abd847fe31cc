import type { ShopMembers } from '@stoa/subgraph-kit';
import type { InventoryItemRepository } from './persistence/inventory-item-repository.ts';
import type { LocationRepository } from './persistence/location-repository.ts';
import type { ReservationRepository } from './persistence/reservation-repository.ts';
import type { StockReader } from './persistence/stock-reader.ts';
import type { Variants } from './persistence/variants.ts';

/** What commands and resolvers of inventory work with. */
export interface Rooms {
  readonly reservations: ReservationRepository;
  readonly items: InventoryItemRepository;
  readonly locations: LocationRepository;
  readonly reader: StockReader;
  readonly variants: Variants;
  readonly members: ShopMembers;
}
