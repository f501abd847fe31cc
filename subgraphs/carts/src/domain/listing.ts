import type { ProductId, ShopId, VariantId } from '@stoa/contracts';
import type { Money } from '@stoa/kernel';

/** What products and shops told about a variant. */
export interface Listing {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly shopId: ShopId;
  readonly title: string;
  readonly sku: string;
  readonly price: Money;
  /** Published, and its shop open. */
  readonly isPurchasable: boolean;
}

export type Listings = ReadonlyMap<string, Listing>;
