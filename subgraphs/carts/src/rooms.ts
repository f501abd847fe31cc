import type { CartReader } from './persistence/cart-reader.ts';
import type { CartRepository } from './persistence/cart-repository.ts';
import type { ShopTerms } from './persistence/shop-terms.ts';
import type { VariantListings } from './persistence/variant-listings.ts';
import type { CartToken } from './providers/cart-tokens.ts';
import type { TaxRates } from './providers/tax-rates.ts';

/** What commands and resolvers of carts work with. */
export interface Rooms {
  readonly carts: CartRepository;
  readonly reader: CartReader;
  readonly listings: VariantListings;
  readonly shops: ShopTerms;
  readonly taxRates: TaxRates;
  readonly newCartToken: () => CartToken;
}
