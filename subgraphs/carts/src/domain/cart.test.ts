import { describe, expect, test } from '@jest/globals';
import { money, newId } from '@stoa/kernel';
import { aCart, aLine, aListing } from '../../test/a-cart.ts';
import { maySee, owns } from './access.ts';
import { addLines } from './add-lines.ts';
import { acknowledge, clear, removeLines, updateLines } from './change-lines.ts';
import { itemsTotalOf, unitPriceOf } from './cart.ts';
import { merge } from './merge.ts';
import { reprice } from './reprice.ts';
import { updateDetails } from './update-details.ts';
import { warningsOf } from './warnings.ts';

const at = new Date('2026-01-15T10:00:00Z');
const listing = aListing();
const dollars = aListing({ price: money(1_000, 'USD') });
const archived = aListing({ isPurchasable: false });
const listings = new Map([listing, dollars, archived].map((one) => [one.variantId as string, one]));
const full = aCart({ lines: Array.from({ length: 100 }, () => aLine()) });

describe('adding to a cart', () => {
  const { variantId } = listing;
  const table: [
    string,
    Parameters<ReturnType<typeof addLines>>[0],
    { variantId: string; quantity: number }[],
    object,
  ][] = [
    [
      'a first variant',
      aCart(),
      [{ variantId, quantity: 2 }],
      {
        kind: 'changed',
        state: { lines: [{ variantId, quantity: 2 }] },
        events: [{ payload: { change: 'LINES_ADDED', version: 4, lineCount: 1 } }],
      },
    ],
    [
      'one variant twice',
      aCart(),
      [
        { variantId, quantity: 2 },
        { variantId, quantity: 3 },
      ],
      { state: { lines: [{ quantity: 5 }] } },
    ],
    [
      'more of what is there',
      aCart({ lines: [aLine({ listing, quantity: 4 })] }),
      [{ variantId, quantity: 1 }],
      { state: { lines: [{ quantity: 5 }] } },
    ],
    [
      'dollars to an empty cart',
      aCart(),
      [{ variantId: dollars.variantId, quantity: 1 }],
      { state: { currencyCode: 'USD' } },
    ],
    [
      'dollars to euros',
      aCart({ lines: [aLine()] }),
      [{ variantId: dollars.variantId, quantity: 1 }],
      { failure: { kind: 'NOT_PURCHASABLE', variantId: dollars.variantId } },
    ],
    [
      'something archived',
      aCart(),
      [{ variantId: archived.variantId, quantity: 1 }],
      { failure: { kind: 'NOT_PURCHASABLE' } },
    ],
    [
      'something unknown',
      aCart(),
      [{ variantId: 'var_none', quantity: 1 }],
      { failure: { kind: 'NOT_FOUND', id: 'var_none' } },
    ],
    [
      'the thousandth',
      aCart({ lines: [aLine({ listing, quantity: 999 })] }),
      [{ variantId, quantity: 1 }],
      { failure: { kind: 'CART_LIMIT_REACHED', limit: 'QUANTITY' } },
    ],
    [
      'the hundred and first line',
      full,
      [{ variantId, quantity: 1 }],
      { failure: { kind: 'CART_LIMIT_REACHED', limit: 'LINES' } },
    ],
    [
      'anything while an order holds it',
      aCart({ liveOrders: [newId('ord')], isActive: false }),
      [{ variantId, quantity: 1 }],
      { failure: { kind: 'CART_CLOSED' } },
    ],
    [
      'anything after it ended',
      aCart({ endedAt: at, isActive: false }),
      [{ variantId, quantity: 1 }],
      { failure: { kind: 'CART_CLOSED' } },
    ],
  ];
  test.each(table)('%s', (_what, cart, wanted, expected) => {
    expect(addLines(wanted, listings, newId)(cart)).toMatchObject(expected);
  });
});

describe('changing lines', () => {
  const [one, other] = [aLine({ quantity: 2 }), aLine()];
  const cart = aCart({ lines: [one, other] });
  test('sets a quantity, and zero takes the line out', () => {
    expect(
      updateLines([
        { lineId: one.id, quantity: 7 },
        { lineId: other.id, quantity: 0 },
      ])(cart),
    ).toMatchObject({ state: { lines: [{ id: one.id, quantity: 7 }] } });
  });
  test('that are not there is refused as a whole', () => {
    expect(
      updateLines([
        { lineId: one.id, quantity: 7 },
        { lineId: 'cln_none', quantity: 1 },
      ])(cart),
    ).toMatchObject({ failure: { kind: 'NOT_FOUND', id: 'cln_none' } });
  });
  test('removes what is there and ignores what is not', () => {
    expect(removeLines([one.id, 'cln_none'])(cart)).toMatchObject({ kind: 'changed', state: { lines: [other] } });
    expect(removeLines(['cln_none'])(cart)).toMatchObject({ kind: 'unchanged' });
  });
  test('clears once', () => {
    expect(clear(cart)).toMatchObject({ state: { lines: [] }, events: [{ payload: { change: 'CLEARED' } }] });
    expect(clear(aCart())).toMatchObject({ kind: 'unchanged' });
  });
});

describe('a price that changed', () => {
  const line = aLine({
    listing: aListing({ price: money(1_200, 'EUR') }),
    seenPrice: money(1_000, 'EUR'),
    quantity: 2,
  });
  const cart = aCart({ lines: [line] });
  test('counts at once and warns with both prices', () => {
    expect(itemsTotalOf(cart)).toEqual(money(2_400, 'EUR'));
    expect(warningsOf(cart)).toEqual([
      {
        code: 'PRICE_CHANGED',
        message: 'Shirt – Red / L costs 12.00 EUR now, it was 10.00 EUR.',
        lineId: line.id,
        oldPrice: money(1_000, 'EUR'),
        newPrice: money(1_200, 'EUR'),
      },
    ]);
    expect(reprice(cart)).toMatchObject({ kind: 'changed', events: [{ payload: { change: 'REPRICED', version: 4 } }] });
  });
  test('is seen when the warning is acknowledged or the line is changed, and not when another line is', () => {
    const acknowledged = acknowledge(cart);
    if (acknowledged.kind !== 'changed') throw new Error('Nothing was acknowledged');
    expect(warningsOf(acknowledged.state)).toEqual([]);
    expect(acknowledge(acknowledged.state)).toMatchObject({ kind: 'unchanged' });
    const updated = updateLines([{ lineId: line.id, quantity: 3 }])(cart);
    expect(updated.kind === 'changed' && warningsOf(updated.state)).toEqual([]);
    const added = addLines([{ variantId: listing.variantId, quantity: 1 }], listings, newId)(cart);
    expect(added.kind === 'changed' && warningsOf(added.state)).toHaveLength(1);
  });
  test('does not touch what an order holds', () => {
    const held = aCart({ lines: [line], liveOrders: [newId('ord')], isActive: false });
    expect(unitPriceOf(held, line)).toEqual(money(1_000, 'EUR'));
    expect(warningsOf(held)).toEqual([]);
    expect(reprice(held)).toMatchObject({ kind: 'unchanged' });
  });
  test('to another currency makes the line one that cannot be bought', () => {
    const moved = aLine({ listing: dollars, seenPrice: money(1_000, 'EUR') });
    expect(warningsOf(aCart({ lines: [moved] }))).toMatchObject([{ code: 'NOT_PURCHASABLE' }]);
    expect(itemsTotalOf(aCart({ lines: [moved] }))).toEqual(money(1_000, 'EUR'));
  });
});

describe('merging after signing in', () => {
  const user = { userId: newId('usr') };
  const guestCart = (lines = [aLine({ listing, quantity: 2 })]) => aCart({ owner: { guest: 'hash' }, lines });
  test('adds up and ends the cart of the guest', () => {
    const active = aCart({ owner: user, lines: [aLine({ listing, quantity: 3 })] });
    expect(merge({ guestCart: guestCart(), active }, user, { newId, at })).toMatchObject({
      carts: [
        { cart: { id: active.id, lines: [{ quantity: 5 }] } },
        { cart: { lines: [], endedAt: at, isActive: false } },
      ],
    });
  });
  test('makes the cart of a user who has none', () => {
    expect(merge({ guestCart: guestCart(), active: undefined }, user, { newId, at })).toMatchObject({
      carts: [
        {
          cart: { owner: user, isActive: true, version: 1, lines: [{ quantity: 2 }] },
          events: [{ payload: { change: 'MERGED', version: 1 } }],
        },
        {},
      ],
    });
  });
  test('is refused across currencies and beyond the limits', () => {
    const active = (lines: ReturnType<typeof aLine>[]) => aCart({ owner: user, lines });
    const inDollars = { ...active([aLine({ listing: dollars })]), currencyCode: 'USD' };
    expect(merge({ guestCart: guestCart(), active: inDollars }, user, { newId, at })).toMatchObject({
      failure: { kind: 'NOT_PURCHASABLE' },
    });
    expect(
      merge({ guestCart: guestCart(), active: active([aLine({ listing, quantity: 998 })]) }, user, { newId, at }),
    ).toMatchObject({
      failure: { limit: 'QUANTITY' },
    });
    expect(merge({ guestCart: guestCart(), active: active([...full.lines]) }, user, { newId, at })).toMatchObject({
      failure: { limit: 'LINES' },
    });
  });
});

describe('details', () => {
  test('making a cart active saves the one that was', () => {
    const [saved, active] = [aCart({ isActive: false }), aCart()];
    expect(updateDetails(saved, active, { name: 'Gifts', becomesActive: true })).toMatchObject({
      carts: [{ cart: { name: 'Gifts', isActive: true } }, { cart: { id: active.id, isActive: false } }],
    });
    expect(updateDetails(aCart({ name: 'Old' }), undefined, { name: '', becomesActive: false })).toMatchObject({
      carts: [{ cart: { name: null } }],
    });
  });
});

describe('who may see a cart', () => {
  const owner = newId('usr');
  const user = { id: owner, sessionId: 'ses', roles: [], scopes: [] };
  const service = { name: 'orders', scopes: ['internal'] };
  const [ofUser, ofGuest] = [aCart({ owner: { userId: owner } }), aCart({ owner: { guest: 'hash' } })];
  const other = { ...user, id: newId('usr') };
  test.each([
    ['its user', { user }, true, false],
    ['its guest', { guest: 'hash' }, false, true],
    ['a user who still has the token', { user, guest: 'hash' }, true, true],
    ['somebody else', { user: other, guest: 'else' }, false, false],
    ['nobody in particular', {}, false, false],
    ['a subgraph for itself', { service }, true, true],
    ['a subgraph on behalf of somebody else', { service, user: other }, false, false],
    ['a subgraph on behalf of another guest', { service, guest: 'else' }, false, false],
  ])('%s', (_who, caller, seesUsers, seesGuests) => {
    expect([maySee(caller)(ofUser), maySee(caller)(ofGuest)]).toEqual([seesUsers, seesGuests]);
  });
  test('only owners change it', () => {
    expect(owns({ service })(ofUser)).toBe(false);
    expect(owns({})(ofGuest)).toBe(false);
  });
});
