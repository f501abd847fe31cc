import type { SubgraphContext } from '@stoa/subgraph-kit';
import type { commands } from './commands.ts';
import type { InventoryItemRepository } from './persistence/inventory-item-repository.ts';
import type { StockLoaders } from './persistence/loaders.ts';
import type { LocationRepository } from './persistence/location-repository.ts';
import type { ReservationRepository } from './persistence/reservation-repository.ts';
import type { ShopMembers } from './persistence/shop-members.ts';
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

export type Context = SubgraphContext<Rooms, typeof commands, StockLoaders>;
/** What listeners and jobs work with: the rooms and the commands that end there. */
export type House = Rooms & { readonly commands: Context['commands'] };
