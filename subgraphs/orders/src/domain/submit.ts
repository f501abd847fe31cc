import type { SellerOrderId } from '@stoa/contracts';
import {
  basisPointsOf,
  changed,
  refused,
  sumMoney,
  type Announcement,
  type Decision,
  type IdFactory,
  type Money,
} from '@stoa/kernel';
import type { OrderLine, PendingOrder, SellerOrder } from './order.ts';
import { orderSubmitted } from './order-events.ts';
import { refusalOf, type PlacementRefusal } from './placement-refusal.ts';
import type { Placement, PlacementFacts, QuotedLine, QuotedShop } from './placement.ts';

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
  const refusal = refusalOf(placement, facts);
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

function sellerOrder(shop: QuotedShop, { lines, total }: PlacementFacts, id: SellerOrderId): SellerOrder {
  const own = lines.filter((line) => line.shopId === shop.shopId);
  const { currencyCode } = total;
  if (!shop.delivery) throw new TypeError('A shop without delivery was not refused');
  const items = sumMoney(
    currencyCode,
    own.map((line) => line.total),
  );
  const tax = sumMoney(currencyCode, [...own.map((line) => line.tax), shop.delivery.tax]);
  const totals = {
    items,
    delivery: shop.delivery.price,
    tax,
    total: sumMoney(currencyCode, [items, shop.delivery.price, tax]),
  };
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
