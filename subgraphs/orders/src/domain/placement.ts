import type { CartId, ProductId, ShopId, VariantId } from '@stoa/contracts';
import type { BasisPoints, Money } from '@stoa/kernel';
import type { Buyer, PaymentMethod, PostalAddress } from './order.ts';

/** What the graph knew when the buyer ordered: the quote, what is in stock, which shops are open. */
export interface PlacementFacts {
  /** The cart as it stands, absent for buy-now. */
  readonly cart: { readonly cartId: CartId; readonly version: number; readonly isOpen: boolean } | null;
  readonly lines: readonly QuotedLine[];
  readonly shops: readonly QuotedShop[];
  readonly total: Money;
}

export interface QuotedLine {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly shopId: ShopId;
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
  readonly tax: Money;
  readonly isPurchasable: boolean;
  readonly quantityAvailable: number;
}

export interface QuotedShop {
  readonly shopId: ShopId;
  readonly name: string;
  readonly isOpen: boolean;
  readonly commissionRate: BasisPoints;
  /** The chosen way of delivery; null when none was chosen or it does not reach the address. */
  readonly delivery: {
    readonly code: string;
    readonly name: string;
    readonly price: Money;
    readonly tax: Money;
  } | null;
}

/** What the buyer asked for. */
export interface Placement {
  readonly buyer: Buyer;
  readonly address: PostalAddress;
  readonly paymentMethod: PaymentMethod;
  /** What the buyer saw; another cart version or total is told, not ordered. */
  readonly expectedCartVersion: number | null;
  readonly expectedTotalMinor: number | null;
}
