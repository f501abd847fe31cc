import { expect, test } from '@jest/globals';
import { money, newId } from '@stoa/kernel';
import { aPlacement, aQuotedLine, identity, placementFacts } from '../../test/an-order.ts';
import type { PlacementFacts } from './placement.ts';
import { submit } from './submit.ts';

const refusal = (facts: PlacementFacts, placement = aPlacement()) => {
  const decision = submit(placement, facts, identity);
  return decision.kind === 'refused' ? decision.failure.kind : decision.kind;
};

test('an order over two shops has one seller order for each, which add up to the whole', () => {
  const facts = placementFacts([
    aQuotedLine(),
    aQuotedLine({ quantity: 1, total: money(3_333, 'EUR'), tax: money(633, 'EUR') }),
  ]);
  const decision = submit(aPlacement(), facts, identity);
  if (decision.kind !== 'changed') throw new Error('refused');
  const { sellerOrders, totals } = decision.state;
  expect(sellerOrders).toHaveLength(2);
  expect(sellerOrders.reduce((sum, part) => sum + part.totals.total.amountMinor, 0)).toBe(totals.total.amountMinor);
  expect(totals.total).toEqual(facts.total);
});

test('the commission is frozen at placement, on the whole of the part', () => {
  const decision = submit(aPlacement(), placementFacts(), identity);
  if (decision.kind !== 'changed') throw new Error('refused');
  const [part] = decision.state.sellerOrders;
  expect(part?.commission.amountMinor).toBe(Math.round((part?.totals.total.amountMinor ?? 0) / 10));
});

test.each<[string, string, PlacementFacts]>([
  ['an empty cart', 'CART_EMPTY', placementFacts([])],
  [
    'a cart that another order has',
    'CART_CLOSED',
    placementFacts(undefined, { cart: { cartId: newId('cart'), version: 3, isOpen: false } }),
  ],
  ['a variant that is not sold any more', 'NOT_PURCHASABLE', placementFacts([aQuotedLine({ isPurchasable: false })])],
  ['more than there is', 'INSUFFICIENT_STOCK', placementFacts([aQuotedLine({ quantityAvailable: 1 })])],
])('%s is refused as %s', (_what, kind, facts) => {
  expect(refusal(facts)).toBe(kind);
});

test('a closed shop and an unreachable address are told by their shop', () => {
  const facts = placementFacts();
  expect(refusal({ ...facts, shops: facts.shops.map((shop) => ({ ...shop, isOpen: false })) })).toBe('SHOP_CLOSED');
  expect(refusal({ ...facts, shops: facts.shops.map((shop) => ({ ...shop, delivery: null })) })).toBe(
    'DELIVERY_UNAVAILABLE',
  );
});

test('another total or cart version than the buyer saw is told, not ordered', () => {
  expect(refusal(placementFacts(), aPlacement({ expectedTotalMinor: 1 }))).toBe('CART_CHANGED');
  expect(refusal(placementFacts(), aPlacement({ expectedCartVersion: 2 }))).toBe('CART_CHANGED');
  expect(refusal(placementFacts(), aPlacement({ expectedCartVersion: 3 }))).toBe('changed');
});
