import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PaymentCancelled, PaymentRefunded, ShopMemberAdded, ShopMemberRemoved, type OrderId } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aGuest, aUser, type TestSubgraph } from '@stoa/testing';
import { placementFacts } from './an-order.ts';
import { capture, openOrders, placed } from './an-order-in-store.ts';

let facts = placementFacts();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openOrders(() => facts);
});
afterAll(() => subgraph.close());

const CANCEL = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) {
  order { status } userErrors { __typename ... on UserError { code } ... on OrderNotCancellable { because } } } }`;
const PACK = `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) {
  sellerOrder { version fulfillmentStatus shipments { id status } } userErrors { __typename ... on UserError { code } } } }`;
const SHIP = `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) {
  sellerOrder { fulfillmentStatus shipments { status carrier } } userErrors { __typename } } }`;
const TRACK = `mutation ($input: ShipmentTrackInput!) { shipmentTrack(input: $input) {
  sellerOrder { fulfillmentStatus order { status fulfillmentStatus } } userErrors { __typename ... on WrongState { state } } } }`;
const STATE = `query ($id: ID!) { order(id: $id) { status paymentStatus fulfillmentStatus refunds { status amount { amountMinor } } timeline { type actor } } }`;

const stateOf = async (id: OrderId) =>
  (await subgraph.as({ service: { name: 'test', scopes: ['internal'] } }).ask(STATE, { id })).data.order;

const aPaidOrder = async () => {
  facts = placementFacts();
  const buyer = aUser();
  const seller = aUser();
  const [shop] = facts.shops;
  await subgraph.hear(ShopMemberAdded.of({ shopId: shop!.shopId, userId: seller.user.id, role: 'OWNER' }));
  const { id, answer } = await placed(subgraph, buyer);
  await capture(subgraph, id, facts.total.amountMinor);
  const [part] = answer.data.orderPlace.order.sellerOrders as { id: string; version: number }[];
  return { id, buyer, seller, part: part!, shopId: shop!.shopId };
};

test('a payment places the order, and its timeline says who did what', async () => {
  const { id } = await aPaidOrder();
  expect(await stateOf(id)).toMatchObject({
    status: 'PLACED',
    paymentStatus: 'PAID',
    timeline: [
      { type: 'OrderSubmitted', actor: 'BUYER' },
      { type: 'OrderAwaitingPayment', actor: 'PLATFORM' },
      { type: 'OrderPlaced', actor: 'PLATFORM' },
      { type: 'OrderPaymentUpdated', actor: 'PLATFORM' },
    ],
  });
});

test('the same capture heard twice places the order once', async () => {
  const { id } = await aPaidOrder();
  await capture(subgraph, id, facts.total.amountMinor);
  expect((await subgraph.announced(id)).filter((type) => type === 'OrderPlaced')).toHaveLength(1);
});

test('a shop packs, ships and delivers; the order is delivered and completes when the return window is over', async () => {
  const { id, seller, part } = await aPaidOrder();
  const packed = await subgraph.as(seller).ask(PACK, {
    input: { sellerOrderId: part.id, expectedVersion: part.version, idempotencyKey: newId('key') },
  });
  expect(packed.data.shipmentPack).toMatchObject({
    sellerOrder: { version: part.version + 1, fulfillmentStatus: 'UNFULFILLED', shipments: [{ status: 'PACKED' }] },
    userErrors: [],
  });
  const shipmentId = packed.data.shipmentPack.sellerOrder.shipments[0].id as string;
  const shipped = await subgraph.as(seller).ask(SHIP, {
    input: { shipmentId, carrier: 'DHL', trackingNumber: '0034', idempotencyKey: newId('key') },
  });
  expect(shipped.data.shipmentShip.sellerOrder).toEqual({
    fulfillmentStatus: 'FULFILLED',
    shipments: [{ status: 'SHIPPED', carrier: 'DHL' }],
  });
  const tracked = (status: string) =>
    subgraph.as(seller).ask(TRACK, { input: { shipmentId, status, idempotencyKey: newId('key') } });
  await tracked('IN_TRANSIT');
  expect((await tracked('DELIVERED')).data.shipmentTrack.sellerOrder.order).toEqual({
    status: 'PLACED',
    fulfillmentStatus: 'DELIVERED',
  });
  expect((await tracked('IN_TRANSIT')).data.shipmentTrack.userErrors).toEqual([
    { __typename: 'WrongState', state: 'DELIVERED' },
  ]);
  await subgraph.open.runJob('complete-delivered-orders');
  expect(await stateOf(id)).toMatchObject({ status: 'PLACED' });
  subgraph.clock.advance(14 * 24 * 3_600_000);
  await subgraph.open.runJob('complete-delivered-orders');
  expect(await stateOf(id)).toMatchObject({ status: 'COMPLETED', fulfillmentStatus: 'DELIVERED' });
  expect(await subgraph.announced(id)).toEqual([
    'OrderSubmitted',
    'OrderAwaitingPayment',
    'OrderPlaced',
    'OrderPaymentUpdated',
    'ShipmentPacked',
    'ShipmentShipped',
    'ShipmentMoved',
    'ShipmentDelivered',
    'OrderDelivered',
    'OrderCompleted',
  ]);
  // Whoever follows it hears of each version: eight of them, two told by two events.
  const { rows } = await subgraph.pool.query(
    `SELECT o.version, array_agg(DISTINCT x.envelope->'keys'->>'orderId') AS heard_under
     FROM orders o JOIN outbox x ON x.aggregate_id = o.id WHERE o.id = $1 GROUP BY o.version`,
    [id],
  );
  expect(rows).toEqual([{ version: 8, heard_under: [id] }]);
});

test('another shop and a former member are told that there is no such part', async () => {
  const { part, seller, shopId } = await aPaidOrder();
  const input = { sellerOrderId: part.id, idempotencyKey: newId('key') };
  const asStranger = await subgraph.as(aUser()).ask(PACK, { input });
  expect(asStranger.data.shipmentPack.userErrors).toEqual([{ __typename: 'NotFound', code: 'NOT_FOUND' }]);
  await subgraph.hear(ShopMemberRemoved.of({ shopId, userId: seller.user.id }));
  const asFormerMember = await subgraph.as(seller).ask(PACK, { input });
  expect(asFormerMember.data.shipmentPack.userErrors).toEqual([{ __typename: 'NotFound', code: 'NOT_FOUND' }]);
});

test('a placed order is refunded when it is cancelled before its first shipment is packed', async () => {
  const { id, buyer } = await aPaidOrder();
  const { data } = await subgraph.as(buyer).ask(CANCEL, {
    input: { orderId: id, reason: 'CHANGED_MIND', idempotencyKey: newId('key') },
  });
  expect(data.orderCancel).toEqual({ order: { status: 'CANCELLED' }, userErrors: [] });
  expect((await subgraph.announced(id)).slice(-2)).toEqual(['OrderCancelled', 'RefundRequested']);

  const [requested] = (await subgraph.announcedPayloads(id)).filter(({ type }) => type === 'RefundRequested');
  await subgraph.hear(
    PaymentRefunded.of({
      paymentId: newId('pay'),
      orderId: id,
      buyerId: null,
      refundId: requested!.payload['refundId'] as `rfd_${string}`,
      amount: facts.total,
      refundedAt: '2026-01-15T11:00:00.000Z',
    }),
  );
  expect(await stateOf(id)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' });
});

test('a buyer who calls an unpaid order off waits for the provider, and the cart is free again', async () => {
  facts = placementFacts();
  const guest = aGuest();
  const { id } = await placed(subgraph, guest);
  const { data } = await subgraph.as(guest).ask(CANCEL, {
    input: { orderId: id, reason: 'CHANGED_MIND', idempotencyKey: newId('key') },
  });
  expect(data.orderCancel).toEqual({ order: { status: 'AWAITING_PAYMENT' }, userErrors: [] });
  await subgraph.hear(PaymentCancelled.of({ paymentId: newId('pay'), orderId: id, buyerId: null }));
  expect(await stateOf(id)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' });
});

test('an unpaid order closes when its time is over, and money that arrives afterwards goes back', async () => {
  facts = placementFacts();
  const { id } = await placed(subgraph, aGuest());
  await subgraph.open.runJob('expire-unpaid-orders');
  expect(await stateOf(id)).toMatchObject({ status: 'AWAITING_PAYMENT' });
  subgraph.clock.advance(31 * 60_000);
  await subgraph.open.runJob('expire-unpaid-orders');
  await subgraph.hear(PaymentCancelled.of({ paymentId: newId('pay'), orderId: id, buyerId: null }));
  expect(await stateOf(id)).toMatchObject({ status: 'EXPIRED' });
  await capture(subgraph, id, facts.total.amountMinor);
  expect(await stateOf(id)).toMatchObject({ status: 'EXPIRED', refunds: [{ status: 'REQUESTED' }] });
});

test('an order cannot be called off by a stranger or after its parcel is packed', async () => {
  const { id, buyer, seller, part } = await aPaidOrder();
  const cancelAs = (caller: typeof buyer) =>
    subgraph.as(caller).ask(CANCEL, { input: { orderId: id, reason: 'OTHER', idempotencyKey: newId('key') } });
  expect((await cancelAs(aUser())).data.orderCancel.userErrors).toEqual([
    { __typename: 'NotFound', code: 'NOT_FOUND' },
  ]);
  await subgraph.as(seller).ask(PACK, { input: { sellerOrderId: part.id, idempotencyKey: newId('key') } });
  expect((await cancelAs(buyer)).data.orderCancel.userErrors).toEqual([
    { __typename: 'OrderNotCancellable', code: 'ORDER_NOT_CANCELLABLE', because: 'ALREADY_PACKED' },
  ]);
});
