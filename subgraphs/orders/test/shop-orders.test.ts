import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ShopMemberAdded, ShopMemberRemoved } from '@stoa/contracts';
import { newId, type Caller } from '@stoa/kernel';
import { aUser, type TestSubgraph } from '@stoa/testing';
import { aQuotedLine, placementFacts } from './an-order.ts';
import { capture, openOrders, placed } from './an-order-in-store.ts';

const [loom, hearth, empty] = [newId('shop'), newId('shop'), newId('shop')];
const facts = placementFacts([
  aQuotedLine({ shopId: loom, title: 'Shirt' }),
  aQuotedLine({ shopId: hearth, title: 'Lamp' }),
]);
const [buyer, weaver, smith, leaver] = [aUser(), aUser(), aUser(), aUser()];
const support = aUser({ roles: ['SUPPORT'] });
const member = (shopId: typeof loom, { user }: typeof weaver) =>
  ShopMemberAdded.of({ shopId, userId: user.id, role: 'STAFF' });

let subgraph: TestSubgraph;
let orderId: string;
beforeAll(async () => {
  subgraph = await openOrders(() => facts);
  await subgraph.hear(member(loom, weaver), member(hearth, smith), member(loom, leaver), member(empty, weaver));
  await subgraph.hear(ShopMemberRemoved.of({ shopId: loom, userId: leaver.user.id }));
});
afterAll(() => subgraph.close());
beforeEach(async () => {
  const { id } = await placed(subgraph, buyer);
  await capture(subgraph, id, facts.total.amountMinor);
  orderId = id;
});

const SELLER_ORDER = `query ($shopId: ID!, $orderId: ID!) { sellerOrder(shopId: $shopId, orderId: $orderId) {
  id version commission { amountMinor } lines { title } shipments { status lines { line { title } } }
  order { version lines { title } sellerOrders { shop { id } lines { title } commission { amountMinor } }
          shipments { trackingNumber lines { line { title } } } timeline { type } } } }`;
const sellerOrder = async (caller: Caller | undefined, variables: object = {}) => {
  const { data, errors } = await subgraph.as(caller).ask(SELLER_ORDER, { shopId: loom, orderId, ...variables });
  expect(errors).toBeUndefined();
  return data.sellerOrder;
};

const PACK = `mutation ($input: ShipmentPackInput!) {
  shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { __typename } } }`;
const SHIP = `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { userErrors { __typename } } }`;
/** Packs and ships all that a shop has in the order. */
const send = async (caller: Caller, shopId: string) => {
  const { id: sellerOrderId } = await sellerOrder(caller, { shopId });
  const pack = await subgraph.as(caller).ask(PACK, { input: { sellerOrderId, idempotencyKey: newId('key') } });
  const [{ id: shipmentId }] = pack.data.shipmentPack.sellerOrder.shipments;
  const input = { shipmentId, carrier: 'DHL', trackingNumber: shopId, idempotencyKey: newId('key') };
  await subgraph.as(caller).ask(SHIP, { input });
};

describe("a shop's part of an order", () => {
  test('is read by its members and by support, and has what is its own only', async () => {
    expect(await sellerOrder(weaver)).toMatchObject({
      commission: { amountMinor: expect.any(String) },
      lines: [{ title: 'Shirt' }],
      order: { lines: [{ title: 'Shirt' }], sellerOrders: [{ shop: { id: loom } }] },
    });
    expect(await sellerOrder(support)).toMatchObject({ lines: [{ title: 'Shirt' }] });
  });

  test.each([
    ["the order's buyer", buyer],
    ["another shop's member, although the order is theirs too", smith],
    ['a former member', leaver],
    ['a stranger', aUser()],
    ['a visitor', undefined],
  ])('is null for %s', async (_who, caller) => {
    expect(await sellerOrder(caller)).toBeNull();
  });

  test('is null for an order that there is not, or of which the shop has no part', async () => {
    expect(await sellerOrder(weaver, { orderId: newId('ord') })).toBeNull();
    expect(await sellerOrder(weaver, { shopId: empty })).toBeNull();
    expect(await sellerOrder(support, { shopId: empty })).toBeNull();
  });

  test("says nothing of another shop's parcels, neither in the order's lists nor in its timeline", async () => {
    await send(smith, hearth);
    const seen = await sellerOrder(weaver);
    expect(seen).toMatchObject({
      shipments: [],
      order: { lines: [{ title: 'Shirt' }], shipments: [], sellerOrders: [{ shop: { id: loom } }] },
    });
    expect(JSON.stringify(seen)).not.toMatch(/Lamp|Shipment(Packed|Shipped)/);
    expect(JSON.stringify(seen)).not.toContain(hearth);
    const own = await sellerOrder(smith, { shopId: hearth });
    expect(own.order.timeline).toEqual(
      expect.arrayContaining([{ type: 'ShipmentPacked' }, { type: 'ShipmentShipped' }]),
    );
    expect((await sellerOrder(support)).order.timeline).toEqual(own.order.timeline);
  });

  test("is announced to a shop when its own parcels move, and not when another's do", async () => {
    await send(smith, hearth);
    const { rows } = await subgraph.pool.query(
      `SELECT envelope->>'type' AS type, envelope->'keys'->'shopIds' AS shops FROM outbox WHERE aggregate_id = $1 ORDER BY seq`,
      [orderId],
    );
    expect(rows.slice(0, 1)).toEqual([{ type: 'OrderSubmitted', shops: [loom, hearth] }]);
    expect(rows.slice(-2)).toEqual([
      { type: 'ShipmentPacked', shops: [hearth] },
      { type: 'ShipmentShipped', shops: [hearth] },
    ]);
  });

  test("has a version of its order's that grows also when its own does not", async () => {
    const [before, cancel] = [
      await sellerOrder(weaver),
      `mutation ($input: OrderCancelInput!) {
      orderCancel(input: $input) { userErrors { __typename } } }`,
    ];
    const input = { orderId, reason: 'CHANGED_MIND', idempotencyKey: newId('key') };
    expect((await subgraph.as(buyer).ask(cancel, { input })).data.orderCancel.userErrors).toEqual([]);
    const after = await sellerOrder(weaver);
    expect(after.version).toBe(before.version);
    expect(after.order.version).toBeGreaterThan(before.order.version as number);
  });
});

describe('the list of what was ordered from a shop', () => {
  const list = async (caller: Caller | undefined, selection: string, variables: object = {}) => {
    subgraph.statements();
    const { data, errors } = await subgraph.as(caller).ask(
      `query ($shopId: ID!, $first: Int, $after: String, $filter: OrderFilter) {
           shopOrders(shopId: $shopId, first: $first, after: $after, filter: $filter) { ${selection} } }`,
      { shopId: loom, ...variables },
    );
    return { orders: data?.shopOrders, errors, statements: subgraph.statements().length };
  };

  test("is the shop's own list", async () => {
    const entity = await subgraph.as(weaver).ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
         ... on Shop { orders(first: 1) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } totalCount } } } }`,
      { representations: [{ __typename: 'Shop', id: loom }] },
    );
    const page = 'nodes { id order { id } } edges { cursor } pageInfo { hasNextPage endCursor } totalCount';
    const { orders } = await list(weaver, page, { first: 1 });
    expect(orders).toMatchObject(entity.data._entities[0].orders);
    expect(orders).toMatchObject({ nodes: [{ order: { id: orderId } }], totalCount: null });
    const { orders: next } = await list(weaver, page, { first: 1, after: orders.pageInfo.endCursor });
    expect(next.nodes[0].order.id < orderId).toBe(true);
    expect((await list(weaver, page, { filter: { statuses: ['COMPLETED'] } })).orders.nodes).toEqual([]);
  });

  test.each([
    ['another shop', smith],
    ['its buyers', buyer],
    ['a former member', leaver],
    ['a visitor', undefined],
  ])('is null for %s', async (_who, caller) => {
    expect(await list(caller, 'nodes { id }')).toMatchObject({ orders: null, errors: undefined });
  });

  test('is not read by who only asks whether there may be one', async () => {
    const asked = { orders: { __typename: 'SellerOrderConnection' }, errors: undefined };
    expect(await list(weaver, '__typename')).toEqual({ ...asked, statements: 1 });
    expect(await list(support, '__typename')).toEqual({ ...asked, statements: 0 });
  });

  test('is read once for all that is asked of it', async () => {
    const { statements } = await list(weaver, 'nodes { id } edges { node { id } cursor } pageInfo { endCursor }');
    expect(statements).toBe(4);
  });

  test('refuses a page that is too long also when nothing of it is asked for', async () => {
    const { errors } = await list(weaver, '__typename', { first: 101 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
