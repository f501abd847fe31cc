import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ProductCreated, ShopMemberAdded, ShopMemberRemoved } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aUser, openTestSubgraph, type TestSubgraph } from '@stoa/testing';
import { inventory } from '../src/subgraph.ts';
import { anOrder, submitted } from './an-order.ts';
import { aStock } from './a-stock.ts';

let s: TestSubgraph;
const [member, stranger] = [aUser(), aUser()];
const [shopId, productId, variantId] = [newId('shop'), newId('prod'), newId('var')];
const price = { amountMinor: 100, currencyCode: 'EUR' };
beforeAll(async () => {
  s = await openTestSubgraph(inventory);
  await s.hear(
    ShopMemberAdded.of({ shopId, userId: member.user.id, role: 'OWNER' }),
    ProductCreated.of({
      productId,
      shopId,
      title: 'Shirt',
      variants: [{ variantId, sku: 'S', title: 'Shirt', price }],
    }),
  );
});
afterAll(() => s.close());

const CREATE = `mutation ($input: LocationCreateInput!) { locationCreate(input: $input) {
  location { id name kind isActive shop { id } } userErrors { ... on UserError { code path } } } }`;
const ADJUST = `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) {
  inventoryItem { id version onHand reserved available location { name } variant { id } }
  userErrors { ... on UserError { code path } ... on InsufficientStock { quantityAvailable } } } }`;
const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on ProductVariant { availability { isAvailable quantityAvailable } inventoryItems { onHand location { name } } } } }`;

const aLocation = async (name = 'Berlin') => {
  const { data } = await s.as(member).ask(CREATE, { input: { shopId, name, kind: 'WAREHOUSE' } });
  return data.locationCreate.location.id as string;
};
const adjust = (input: object, caller = member) =>
  s.as(caller).ask(ADJUST, { input: { variantId, reason: 'Delivery', idempotencyKey: newId('key'), ...input } });

describe('a location', () => {
  test('is made by a member of the shop and seen by members only', async () => {
    const { data } = await s.as(member).ask(CREATE, { input: { shopId, name: ' Hamburg ', kind: 'STORE' } });
    expect(data.locationCreate).toMatchObject({
      location: { name: 'Hamburg', kind: 'STORE', isActive: true, shop: { id: shopId } },
      userErrors: [],
    });
    const { id } = data.locationCreate.location;
    expect(await s.announced(id)).toEqual(['LocationCreated']);
    const QUERY = 'query ($id: ID!) { location(id: $id) { name } }';
    expect((await s.as(member).ask(QUERY, { id })).data).toEqual({ location: { name: 'Hamburg' } });
    expect((await s.as(stranger).ask(QUERY, { id })).data).toEqual({ location: null });
  });

  test.each([
    ['another shop', { shopId: newId('shop') }, { code: 'NOT_FOUND', path: ['shopId'] }],
    ['no name', { name: '  ' }, { code: 'INVALID_INPUT', path: ['name'] }],
    ['a name of 81 characters', { name: 'x'.repeat(81) }, { code: 'INVALID_INPUT', path: ['name'] }],
    ['an address of 301', { address: 'x'.repeat(301) }, { code: 'INVALID_INPUT', path: ['address'] }],
  ])('with %s is refused', async (_what, wrong, error) => {
    const { data } = await s.as(member).ask(CREATE, { input: { shopId, name: 'Here', kind: 'STORE', ...wrong } });
    expect(data.locationCreate).toEqual({ location: null, userErrors: [error] });
  });

  test('is made by nobody who is not signed in', async () => {
    const { errors } = await s.as().ask(CREATE, { input: { shopId, name: 'Here', kind: 'STORE' } });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('stock', () => {
  test('is received, counted and written off, and its ledger tells all of it', async () => {
    const locationId = await aLocation();
    await adjust({ locationId, change: 12 });
    await adjust({ locationId, setOnHand: 10, reason: 'Counted' });
    const { data } = await adjust({ locationId, change: -1, reason: 'Broken' });
    expect(data.stockAdjust).toMatchObject({
      inventoryItem: { version: 4, onHand: 9, reserved: 0, available: 9, location: { name: 'Berlin' } },
      userErrors: [],
    });
    const { id } = data.stockAdjust.inventoryItem;
    expect(await s.announced(id)).toEqual(['StockAdjusted', 'StockAdjusted', 'StockAdjusted']);
    const LEDGER = `query ($id: ID!, $after: String) { inventoryItem(id: $id) { movements(first: 2, after: $after) {
      nodes { kind onHandChange onHand reason occurredAt } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await s.as(member).ask(LEDGER, { id })).data.inventoryItem.movements;
    expect(first).toMatchObject({
      nodes: [
        { kind: 'ADJUSTED', onHandChange: -1, onHand: 9, reason: 'Broken' },
        { onHandChange: -2, reason: 'Counted' },
      ],
      pageInfo: { hasNextPage: true },
    });
    const second = (await s.as(member).ask(LEDGER, { id, after: first.pageInfo.endCursor })).data.inventoryItem
      .movements;
    expect(second).toMatchObject({ nodes: [{ onHandChange: 12, onHand: 12 }], pageInfo: { hasNextPage: false } });
  });

  test('is adjusted once for one idempotency key, also when sixteen come at once', async () => {
    const locationId = await aLocation();
    const idempotencyKey = newId('key');
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => adjust({ locationId, change: 5, idempotencyKey })),
    );
    expect(answers.map(({ data }) => data.stockAdjust.inventoryItem.onHand)).toEqual(new Array(16).fill(5));
    const { errors } = await adjust({ locationId, change: 6, idempotencyKey });
    expect(errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });

  test('that an order holds is not written off', async () => {
    const locationId = await aLocation('Alone');
    const own = newId('var');
    await s.hear(
      ProductCreated.of({
        productId: newId('prod'),
        shopId,
        title: 'Cap',
        variants: [{ variantId: own, sku: 'C', title: 'Cap', price }],
      }),
    );
    await adjust({ variantId: own, locationId, change: 5 });
    await s.hear(submitted(anOrder([{ variantId: own, quantity: 3 }], shopId)));
    const { data } = await adjust({ variantId: own, locationId, setOnHand: 2 });
    expect(data.stockAdjust).toEqual({
      inventoryItem: null,
      userErrors: [{ code: 'INSUFFICIENT_STOCK', path: null, quantityAvailable: 2 }],
    });
  });

  test.each([
    ['both a change and a count', { change: 1, setOnHand: 1 }, { code: 'INVALID_INPUT', path: ['change'] }],
    ['neither', {}, { code: 'INVALID_INPUT', path: ['change'] }],
    ['a count below zero', { setOnHand: -1 }, { code: 'INVALID_INPUT', path: ['setOnHand'] }],
    ['no reason', { change: 1, reason: ' ' }, { code: 'INVALID_INPUT', path: ['reason'] }],
    ['more than fits', { change: 2_000_000_000 }, { code: 'INVALID_INPUT', path: ['change'] }],
    [
      'a version that is over',
      { change: 1, expectedVersion: 99 },
      { code: 'VERSION_CONFLICT', path: ['expectedVersion'] },
    ],
    ["another shop's variant", { change: 1, variantId: newId('var') }, { code: 'NOT_FOUND', path: ['variantId'] }],
    ["another shop's location", { change: 1, locationId: newId('loc') }, { code: 'NOT_FOUND', path: ['locationId'] }],
  ])('with %s is refused', async (_what, input, error) => {
    const { data } = await adjust({ locationId: await aLocation(), ...input });
    expect(data.stockAdjust).toEqual({ inventoryItem: null, userErrors: [error] });
  });

  test('is changed by no stranger and by no former member', async () => {
    const locationId = await aLocation();
    const former = aUser();
    await s.hear(
      ShopMemberAdded.of({ shopId, userId: former.user.id, role: 'STAFF' }),
      ShopMemberRemoved.of({ shopId, userId: former.user.id }),
    );
    for (const caller of [stranger, former]) {
      const { data } = await adjust({ locationId, change: 1 }, caller);
      expect(data.stockAdjust.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['locationId'] }]);
    }
  });

  test('is not shown again to a former member, not even with the key of an answer from before', async () => {
    const former = aUser();
    await s.hear(ShopMemberAdded.of({ shopId, userId: former.user.id, role: 'STAFF' }));
    const input = { locationId: await aLocation(), change: 3, idempotencyKey: newId('key') };
    expect((await adjust(input, former)).data.stockAdjust).toMatchObject({ inventoryItem: { onHand: 3 } });
    await s.hear(ShopMemberRemoved.of({ shopId, userId: former.user.id }));
    const error = { code: 'NOT_FOUND', path: ['locationId'] };
    expect((await adjust(input, former)).data.stockAdjust).toEqual({ inventoryItem: null, userErrors: [error] });
  });
});

describe('availability', () => {
  test('is what nobody has reserved, over all locations, in one statement for fifty variants', async () => {
    const stocks = await Promise.all(Array.from({ length: 50 }, (_, index) => aStock(s.pool, index)));
    const [first] = stocks;
    await aStock(s.pool, 7, { variantId: first?.variantId as never });
    await s.hear(submitted(anOrder([{ variantId: first?.variantId as never, quantity: 3 }])));
    const representations = [...stocks.map((stock) => stock.variantId), newId('var')].map((id) => ({
      __typename: 'ProductVariant',
      id,
    }));
    s.statements();
    const { data, errors } = await s.as().ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on ProductVariant { availability { isAvailable quantityAvailable } } } }`,
      { representations },
    );
    const statements = s.statements();
    expect(errors).toBeUndefined();
    const numbers = data._entities.map(
      ({ availability }: { availability: { quantityAvailable: number } }) => availability.quantityAvailable,
    );
    expect(numbers).toEqual([4, ...Array.from({ length: 49 }, (_, index) => index + 1), 0]);
    expect(data._entities.at(-1)).toEqual({ availability: { isAvailable: false, quantityAvailable: 0 } });
    expect(statements).toHaveLength(1);
  });

  test('is for everybody, but where the goods lie is for members', async () => {
    const representations = [{ __typename: 'ProductVariant', id: variantId }];
    const own = (await s.as(member).ask(ENTITIES, { representations })).data._entities[0];
    expect(own.inventoryItems.length).toBeGreaterThan(1);
    for (const caller of [stranger, undefined])
      expect((await s.as(caller).ask(ENTITIES, { representations })).data._entities[0]).toMatchObject({
        inventoryItems: null,
      });
  });
});

describe("a shop's stock", () => {
  const SHOP = `query ($representations: [_Any!]!, $after: String) { _entities(representations: $representations) { ... on Shop {
    locations { name } inventoryItems(first: 2, after: $after) { nodes { id location { name } movements(first: 1) { nodes { kind } } } pageInfo { hasNextPage endCursor } } } } }`;
  const representations = [{ __typename: 'Shop', id: shopId }];

  test('is paged for its members, newest first, with a fixed number of statements', async () => {
    s.statements();
    const { data } = await s.as(member).ask(SHOP, { representations });
    const [page] = data._entities;
    expect(page.inventoryItems).toMatchObject({ nodes: [{}, {}], pageInfo: { hasNextPage: true } });
    expect(page.inventoryItems.nodes[0].id > page.inventoryItems.nodes[1].id).toBe(true);
    expect(s.statements()).toHaveLength(5);
    const next = (await s.as(member).ask(SHOP, { representations, after: page.inventoryItems.pageInfo.endCursor })).data
      ._entities[0];
    expect(next.inventoryItems.nodes[0].id < page.inventoryItems.nodes[1].id).toBe(true);
  });

  test('is nothing for strangers', async () => {
    expect((await s.as(stranger).ask(SHOP, { representations })).data._entities).toEqual([
      { locations: null, inventoryItems: null },
    ]);
  });
});
