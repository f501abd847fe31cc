import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ShopMemberAdded, ShopMemberRemoved } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aUser, type TestSubgraph } from '@stoa/testing';
import { aQuotedLine, placementFacts } from './an-order.ts';
import { capture, openOrders, placed } from './an-order-in-store.ts';

const [loom, hearth] = [newId('shop'), newId('shop')];
const facts = placementFacts([
  aQuotedLine({ shopId: loom, title: 'Shirt' }),
  aQuotedLine({ shopId: hearth, title: 'Lamp' }),
]);
const [buyer, weaver, smith] = [aUser(), aUser(), aUser()];
const support = aUser({ roles: ['SUPPORT'] });

let subgraph: TestSubgraph;
let orderId: string;
beforeAll(async () => {
  subgraph = await openOrders(() => facts);
  const member = (shopId: typeof loom, { user }: typeof weaver) =>
    ShopMemberAdded.of({ shopId, userId: user.id, role: 'STAFF' });
  await subgraph.hear(member(loom, weaver), member(hearth, smith));
  const order = await placed(subgraph, buyer);
  orderId = order.id;
  await capture(subgraph, order.id, facts.total.amountMinor);
});
afterAll(() => subgraph.close());

const ORDER = `query ($id: ID!) { order(id: $id) {
  lines { title } sellerOrders { id lines { title } order { lines { title } } } shipments { lines { line { title } } } } }`;
const seenBy = async (caller: typeof buyer) => (await subgraph.as(caller).ask(ORDER, { id: orderId })).data.order;
const titles = (lines: { title: string }[]) => lines.map(({ title }) => title);

describe('an order of two shops', () => {
  test('is seen whole by its buyer and by support', async () => {
    for (const caller of [buyer, support]) expect(titles((await seenBy(caller)).lines)).toEqual(['Shirt', 'Lamp']);
  });

  test('shows each shop its own lines and parcels, and nothing of the other', async () => {
    const { sellerOrders } = await seenBy(weaver);
    const pack = `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { id } userErrors { __typename } } }`;
    const input = { sellerOrderId: sellerOrders[0].id, idempotencyKey: newId('key') };
    expect((await subgraph.as(weaver).ask(pack, { input })).data.shipmentPack.userErrors).toEqual([]);

    const own = { lines: [{ title: 'Shirt' }], shipments: [{ lines: [{ line: { title: 'Shirt' } }] }] };
    expect(await seenBy(weaver)).toMatchObject({ ...own, sellerOrders: [{ order: { lines: own.lines } }] });
    expect(await seenBy(smith)).toMatchObject({ lines: [{ title: 'Lamp' }], shipments: [] });
    expect((await seenBy(buyer)).shipments).toHaveLength(1);
  });

  test('is refunded by neither shop alone, because a refund takes from both', async () => {
    const refund = `mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { order { id } userErrors { ... on UserError { code } } } }`;
    const by = async (caller: typeof buyer) => {
      const input = { orderId, amountMinor: '100', reason: 'A stain', idempotencyKey: newId('key') };
      return (await subgraph.as(caller).ask(refund, { input })).data.orderRefund;
    };
    for (const member of [weaver, smith])
      expect(await by(member)).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await by(support)).toMatchObject({ userErrors: [] });
  });
});

test('who has left the shop is not answered again either, not even with the key of an answer from before', async () => {
  const left = aUser();
  const { id } = await placed(subgraph, buyer);
  await capture(subgraph, id, facts.total.amountMinor);
  await subgraph.hear(ShopMemberAdded.of({ shopId: loom, userId: left.user.id, role: 'STAFF' }));
  const part = `query ($id: ID!) { order(id: $id) { sellerOrders { id } } }`;
  const sellerOrderId = (await subgraph.as(left).ask(part, { id })).data.order.sellerOrders[0].id as string;
  const pack = `mutation ($input: ShipmentPackInput!) {
    shipmentPack(input: $input) { sellerOrder { order { deliveryAddress { name } } } userErrors { ... on UserError { code } } } }`;
  const input = { sellerOrderId, idempotencyKey: newId('key') };
  const packs = async () => (await subgraph.as(left).ask(pack, { input })).data.shipmentPack;
  expect(await packs()).toMatchObject({ sellerOrder: { order: {} } });
  expect(await packs()).toMatchObject({ sellerOrder: { order: {} } });
  await subgraph.hear(ShopMemberRemoved.of({ shopId: loom, userId: left.user.id }));
  expect(await packs()).toEqual({ sellerOrder: null, userErrors: [{ code: 'NOT_FOUND' }] });
});

test('a filter that names a state a thousand times is the same statement as one that names it once', async () => {
  const list = `query ($filter: OrderFilter) { myOrders(filter: $filter) { nodes { id } } }`;
  const statementsFor = async (times: number) => {
    subgraph.statements();
    const all = <State>(state: State) => Array.from({ length: times }, () => state);
    const filter = {
      statuses: all('PLACED'),
      paymentStatuses: all('PAID'),
      fulfillmentStatuses: all('UNFULFILLED'),
    };
    await subgraph.as(buyer).ask(list, { filter });
    return subgraph.statements();
  };
  expect(await statementsFor(1_000)).toEqual(await statementsFor(1));
});
