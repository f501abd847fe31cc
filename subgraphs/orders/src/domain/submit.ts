import type { CartId, ProductId, SellerOrderId, ShopId, VariantId } from '@stoa/contracts';
import {
  basisPointsOf,
  changed,
  refused,
  sumMoney,
  type Announcement,
  type BasisPoints,
  type Decision,
  type IdFactory,
  type Money,
} from '@stoa/kernel';
import type { Buyer, OrderLine, PaymentMethod, PendingOrder, PostalAddress, SellerOrder } from './order.ts';
import { orderSubmitted } from './order-events.ts';

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
  readonly delivery: { readonly code: string; readonly name: string; readonly price: Money; readonly tax: Money } | null;
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

export type PlacementRefusal =
  | { readonly kind: 'CART_EMPTY' }
  | { readonly kind: 'CART_CLOSED'; readonly cartId: string }
  | { readonly kind: 'CART_CHANGED'; readonly cartVersion: number | null; readonly total: Money }
  | { readonly kind: 'NOT_PURCHASABLE'; readonly variantId: string }
  | { readonly kind: 'INSUFFICIENT_STOCK'; readonly variantId: string; readonly quantityAvailable: number }
  | { readonly kind: 'SHOP_CLOSED'; readonly shopId: string }
  | { readonly kind: 'DELIVERY_UNAVAILABLE'; readonly shopId: string };

interface Identity {
  readonly newId: IdFactory;
  readonly accessHashOf: (orderId: string) => string;
  readonly at: Date;
}

/** A new order from what the buyer asked and what the graph knew; the first thing that does not fit is told exactly. */
export const submit = (
  placement: Placement,
  facts: PlacementFacts,
  identity: Identity,
): Decision<PendingOrder, Announcement, PlacementRefusal> => {
  const refusal = whyNot(placement, facts);
  if (refusal) return refused(refusal);

  const id = identity.newId('ord');
  const sellerOrders = facts.shops.map((shop) => sellerOrder(shop, facts, identity.newId('sord')));
  const sellerOrderOf = new Map(sellerOrders.map((part) => [part.shopId, part.id]));
  const order: PendingOrder = {
    status: 'PENDING',
    id,
    version: 1,
    number: numberOf(id),
    buyer: placement.buyer,
    accessHash: identity.accessHashOf(id),
    cart: facts.cart && { cartId: facts.cart.cartId, version: facts.cart.version },
    address: placement.address,
    paymentMethod: placement.paymentMethod,
    totals: totalsOf(sellerOrders, facts.total.currencyCode),
    sellerOrders,
    lines: facts.lines.map((line) => orderLine(line, sellerOrderOf.get(line.shopId), identity.newId)),
    shipments: [],
    refunds: [],
    payment: { authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0, hasFailedAttempt: false },
    isOnHold: false,
    submittedAt: identity.at,
  };
  return changed(order, [orderSubmitted(order)]);
};

function whyNot(placement: Placement, { cart, lines, shops, total }: PlacementFacts): PlacementRefusal | undefined {
  if (cart && !cart.isOpen) return { kind: 'CART_CLOSED', cartId: cart.cartId };
  if (lines.length === 0) return { kind: 'CART_EMPTY' };
  const hasOtherVersion = placement.expectedCartVersion !== null && cart?.version !== placement.expectedCartVersion;
  const hasOtherTotal = placement.expectedTotalMinor !== null && total.amountMinor !== placement.expectedTotalMinor;
  if (hasOtherVersion || hasOtherTotal) return { kind: 'CART_CHANGED', cartVersion: cart?.version ?? null, total };
  // Before its lines, which cannot be bought either while their shop is closed: the cause is told, not the consequence.
  for (const { shopId, isOpen } of shops) if (!isOpen) return { kind: 'SHOP_CLOSED', shopId };
  for (const { variantId, isPurchasable, quantity, quantityAvailable } of lines) {
    if (!isPurchasable) return { kind: 'NOT_PURCHASABLE', variantId };
    if (quantity > quantityAvailable) return { kind: 'INSUFFICIENT_STOCK', variantId, quantityAvailable };
  }
  for (const { shopId, delivery } of shops) if (!delivery) return { kind: 'DELIVERY_UNAVAILABLE', shopId };
  return undefined;
}

function sellerOrder(shop: QuotedShop, { lines, total }: PlacementFacts, id: SellerOrderId): SellerOrder {
  const own = lines.filter((line) => line.shopId === shop.shopId);
  const { currencyCode } = total;
  if (!shop.delivery) throw new TypeError('A shop without delivery was not refused');
  const items = sumMoney(currencyCode, own.map((line) => line.total));
  const tax = sumMoney(currencyCode, [...own.map((line) => line.tax), shop.delivery.tax]);
  const totals = { items, delivery: shop.delivery.price, tax, total: sumMoney(currencyCode, [items, shop.delivery.price, tax]) };
  return {
    id,
    shopId: shop.shopId,
    shopName: shop.name,
    delivery: { code: shop.delivery.code, name: shop.delivery.name },
    totals,
    commissionRate: shop.commissionRate,
    commission: basisPointsOf(totals.total, shop.commissionRate),
    version: 1,
  };
}

function orderLine(line: QuotedLine, sellerOrderId: SellerOrderId | undefined, newId: IdFactory): OrderLine {
  if (!sellerOrderId) throw new TypeError(`The quote has no shop for ${line.variantId}`);
  const { isPurchasable: _isPurchasable, quantityAvailable: _quantityAvailable, ...quoted } = line;
  return { id: newId('oln'), sellerOrderId, ...quoted };
}

function totalsOf(sellerOrders: readonly SellerOrder[], currencyCode: string) {
  const sum = (pick: (part: SellerOrder) => Money) => sumMoney(currencyCode, sellerOrders.map(pick));
  return {
    items: sum(({ totals }) => totals.items),
    delivery: sum(({ totals }) => totals.delivery),
    tax: sum(({ totals }) => totals.tax),
    total: sum(({ totals }) => totals.total),
  };
}

// The id's last forty bits are random: short enough to read out on the telephone, unique by the column's constraint.
const numberOf = (orderId: string) => `${orderId.slice(-8, -4)}-${orderId.slice(-4)}`;
