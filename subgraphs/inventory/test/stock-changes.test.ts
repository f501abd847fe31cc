import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LocationId, ShopId, VariantId } from '@stoa/contracts';
import { ProductCreated, ShopMemberAdded } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { inventory } from '../src/subgraph.ts';
import { anOrder, cancelled, placed, shipped, submitted } from './an-order.ts';
import { aStock } from './a-stock.ts';

let s: TestSubgraph;
let stock: { variantId: VariantId; locationId: LocationId; shopId: ShopId };
const member = aUser();
beforeAll(async () => {
  s = await openTestSubgraph(inventory);
});
afterAll(() => s.close());
beforeEach(async () => {
  stock = await aStock(s.pool, 10);
  const { shopId, variantId } = stock;
  const variant = { variantId, sku: 'S', title: 'Shirt', price: { amountMinor: 100, currencyCode: 'EUR' } };
  await s.hear(
    ShopMemberAdded.of({ shopId, userId: member.user.id, role: 'OWNER' }),
    ProductCreated.of({ productId: newId('prod'), shopId, title: 'Shirt', variants: [variant] }),
  );
});

const availability = async (id: string = stock.variantId): Promise<{ version: number; quantityAvailable: number }> => {
  const { data } = await s.as().ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ProductVariant {
       availability { version quantityAvailable } } } }`,
    { of: [{ __typename: 'ProductVariant', id }] },
  );
  return data._entities[0].availability;
};

/** How often whoever follows the variant was told that something has changed. */
const told = async () =>
  (
    await s.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox WHERE envelope->'keys'->'variantIds' ? $1 AND envelope->>'topic' = 'inventory'`,
      [stock.variantId],
    )
  ).rows[0]?.n ?? 0;

const adjust = async (change: number, locationId = stock.locationId) => {
  const { data } = await s
    .as(member)
    .ask(
      `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { ... on UserError { code } } } }`,
      {
        input: { variantId: stock.variantId, locationId, change, reason: 'Counted', idempotencyKey: newId('key') },
      },
    );
  expect(data.stockAdjust.userErrors).toEqual([]);
};

describe('whoever follows a variant', () => {
  test('is told of each change of what can be had of it, each with a higher version', async () => {
    const lines = [{ variantId: stock.variantId, quantity: 3 }];
    const [sent, calledOff, forgotten] = [anOrder(lines), anOrder(lines), anOrder(lines)];
    const changes: readonly (readonly [available: number, change: () => Promise<unknown>])[] = [
      [12, () => adjust(2)],
      [9, () => s.hear(submitted(sent))],
      [6, () => s.hear(submitted(calledOff))],
      [9, () => s.hear(cancelled(calledOff))],
      [6, () => s.hear(submitted(forgotten))],
      // Both holds that nobody confirmed.
      [
        12,
        () => {
          s.clock.advance(46 * 60_000);
          return s.open.runJob('expire-holds');
        },
      ],
      // Placed after all: its stock is taken again.
      [9, () => s.hear(placed(sent))],
      [9, () => s.hear(shipped(sent))],
      [5, () => adjust(-4)],
    ];
    let seen = { ...(await availability()), told: await told() };
    for (const [quantityAvailable, change] of changes) {
      await change();
      const now = { ...(await availability()), told: await told() };
      expect(now.quantityAvailable).toBe(quantityAvailable);
      expect(now.version).toBeGreaterThan(seen.version);
      expect(now.told).toBeGreaterThan(seen.told);
      seen = now;
    }
  });

  test('is not told, and sees the same version, when too much was wanted or nothing was counted differently', async () => {
    const before = { ...(await availability()), told: await told() };
    await adjust(0);
    await s.hear(placed(anOrder([{ variantId: stock.variantId, quantity: 1 }])));
    expect({ ...(await availability()), told: await told() }).toEqual(before);
    await s.hear(submitted(anOrder([{ variantId: stock.variantId, quantity: 11 }])));
    expect(await availability()).toEqual({ version: before.version, quantityAvailable: 10 });
  });

  test('sees a version that grows with stock at another location and never falls when one is closed', async () => {
    const before = await availability();
    const { locationId } = await aStock(s.pool, 7, stock);
    const more = await availability();
    expect(more).toMatchObject({ quantityAvailable: 17 });
    expect(more.version).toBeGreaterThan(before.version);
    await s.pool.query('UPDATE locations SET is_active = false WHERE id = $1', [locationId]);
    expect(await availability()).toEqual({ version: more.version, quantityAvailable: 10 });
  });

  test('of which there never was any sees version 0', async () => {
    expect(await availability(newId('var'))).toEqual({ version: 0, quantityAvailable: 0 });
  });
});
