import type { AccountRepository } from './persistence/account-repository.ts';
import type { ShopReader } from './persistence/shop-reader.ts';
import type { ShopRepository } from './persistence/shop-repository.ts';

/** What commands and resolvers of shops work with. */
export interface Rooms {
  readonly shops: ShopRepository;
  readonly accounts: AccountRepository;
  readonly reader: ShopReader;
}
