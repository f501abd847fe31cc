import { createHash } from 'node:crypto';
import { money, newId } from '@stoa/kernel';
import type { Placement, PlacementFacts } from '../src/domain/placement.ts';
import { submit } from '../src/domain/submit.ts';
import type { AwaitingPaymentOrder, Order, PendingOrder, PlacedOrder } from '../src/domain/order.ts';

export const AT = new Date('2026-01-15T10:00:00.000Z');
const eur = (amountMinor: number) => money(amountMinor, 'EUR');

export const aPlacement = (change: Partial<Placement> = {}): Placement => ({
  buyer: { userId: newId('usr'), guest: null, email: 'ada@example.com' },
  address: {
    name: 'Ada Lovelace',
    line1: 'Unter den Linden 1',
    line2: null,
    city: 'Berlin',
    region: null,
    postalCode: '10117',
    countryCode: 'DE',
    phone: null,
  },
  paymentMethod: 'SANDBOX',
  expectedCartVersion: null,
  expectedTotalMinor: null,
  ...change,
});

export const aQuotedLine = (
  change: Partial<PlacementFacts['lines'][number]> = {},
): PlacementFacts['lines'][number] => ({
  variantId: newId('var'),
  productId: newId('prod'),
  shopId: newId('shop'),
  title: 'Linen Shirt – Blue / M',
  sku: 'LS-BLU-M',
  quantity: 2,
  unitPrice: eur(4_900),
  total: eur(9_800),
  tax: eur(1_862),
  isPurchasable: true,
  quantityAvailable: 10,
  ...change,
});

/** What the graph knows of an order for these lines: each shop open, 10 % commission, delivery for 4.90 and its tax. */
export const placementFacts = (lines = [aQuotedLine()], change: Partial<PlacementFacts> = {}): PlacementFacts => {
  const shopIds = [...new Set(lines.map((line) => line.shopId))];
  const goods = lines.reduce((sum, line) => sum + line.total.amountMinor + line.tax.amountMinor, 0);
  return {
    cart: { cartId: newId('cart'), version: 3, isOpen: true },
    lines,
    shops: shopIds.map((shopId) => ({
      shopId,
      name: 'Loom & Thread',
      isOpen: true,
      commissionRate: 1_000,
      delivery: { code: 'STANDARD', name: 'Standard delivery', price: eur(490), tax: eur(93) },
    })),
    total: eur(goods + shopIds.length * 583),
    ...change,
  };
};

export const identity = { newId, at: AT, accessHashOf: (id: string) => createHash('sha256').update(id).digest('hex') };

/** An order as it is right after it was submitted. */
export const aPendingOrder = (
  facts: PlacementFacts = placementFacts(),
  placement: Placement = aPlacement(),
): PendingOrder => {
  const decision = submit(placement, facts, identity);
  if (decision.kind !== 'changed') throw new Error(`The builder's order was refused: ${JSON.stringify(decision)}`);
  return decision.state;
};

export const anOrderAwaitingPayment = (change: Partial<AwaitingPaymentOrder> = {}): AwaitingPaymentOrder => ({
  ...aPendingOrder(),
  status: 'AWAITING_PAYMENT',
  expiresAt: new Date(AT.getTime() + 30 * 60_000),
  closing: null,
  ...change,
});

export const aPlacedOrder = (change: Partial<PlacedOrder> = {}): PlacedOrder => {
  const order = aPendingOrder();
  return {
    ...order,
    status: 'PLACED',
    placedAt: AT,
    deliveredAt: null,
    payment: { ...order.payment, capturedMinor: order.totals.total.amountMinor },
    ...change,
  };
};

export const inEveryState = (): { [Status in Order['status']]: Extract<Order, { status: Status }> } => {
  const { closing: _closing, expiresAt: _expiresAt, ...body } = anOrderAwaitingPayment();
  return {
    PENDING: aPendingOrder(),
    AWAITING_PAYMENT: anOrderAwaitingPayment(),
    PLACED: aPlacedOrder(),
    COMPLETED: { ...aPlacedOrder(), status: 'COMPLETED', deliveredAt: AT, completedAt: AT },
    CANCELLED: {
      ...body,
      status: 'CANCELLED',
      placedAt: null,
      cancelledAt: AT,
      cancellation: { reason: 'CHANGED_MIND', lines: [] },
    },
    EXPIRED: { ...body, status: 'EXPIRED', expiredAt: AT },
  };
};
