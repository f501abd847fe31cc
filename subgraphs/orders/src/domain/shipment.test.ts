import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { aPlacedOrder, AT } from '../../test/an-order.ts';
import type { Order } from './order.ts';
import { pack, ship, track } from './shipment.ts';

type News = 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'FAILED';

const changedBy = (decision: { kind: string; state?: Order }): Order => {
  if (decision.kind !== 'changed' || !decision.state) throw new Error(`It is ${decision.kind}`);
  return decision.state;
};
const packing = (order: Order, change: Partial<Parameters<typeof pack>[0]> = {}) =>
  pack({ sellerOrderId: order.sellerOrders[0]!.id, expectedVersion: null, lines: null, at: AT, newId, ...change })(
    order,
  );
const shipped = () => {
  const order = changedBy(packing(aPlacedOrder()));
  return changedBy(ship({ shipmentId: order.shipments[0]!.id, carrier: 'DHL', trackingNumber: '1', at: AT })(order));
};
const told = (order: Order, status: News) => track({ shipmentId: order.shipments[0]!.id, status, at: AT })(order);
const after = (...news: News[]) => news.reduce((order, status) => changedBy(told(order, status)), shipped());

test.each<[News[], News, string]>([
  [[], 'IN_TRANSIT', 'changed'],
  [[], 'DELIVERED', 'changed'],
  [['IN_TRANSIT'], 'IN_TRANSIT', 'unchanged'],
  [['OUT_FOR_DELIVERY'], 'IN_TRANSIT', 'refused'],
  [['OUT_FOR_DELIVERY'], 'FAILED', 'changed'],
  [['OUT_FOR_DELIVERY', 'FAILED'], 'OUT_FOR_DELIVERY', 'changed'],
  [['OUT_FOR_DELIVERY', 'FAILED'], 'DELIVERED', 'changed'],
  [['DELIVERED'], 'IN_TRANSIT', 'refused'],
  [['DELIVERED'], 'FAILED', 'refused'],
])('after %j, %s is %s', (before, news, expected) => {
  expect(told(after(...before), news).kind).toBe(expected);
});

test('an order arrived when its last parcel did, in whichever order that is told', () => {
  const order = aPlacedOrder();
  const [line] = order.lines;
  const days = (count: number) => new Date(AT.getTime() + count * 86_400_000);
  const both = [1, line!.quantity - 1].reduce<Order>(
    (state, quantity) => changedBy(packing(state, { lines: [{ orderLineId: line!.id, quantity }] })),
    order,
  );
  const arrived = both.shipments.reduce((state, { id: shipmentId }, index) => {
    const sent = changedBy(ship({ shipmentId, carrier: 'DHL', trackingNumber: '1', at: AT })(state));
    return changedBy(track({ shipmentId, status: 'DELIVERED', at: days(index === 0 ? 10 : 5) })(sent));
  }, both);
  expect(arrived).toMatchObject({ deliveredAt: days(10) });
});

test('a part can be packed in two parcels, never more than was ordered', () => {
  const order = aPlacedOrder();
  const line = order.lines[0]!;
  const once = changedBy(packing(order, { lines: [{ orderLineId: line.id, quantity: 1 }] }));
  expect(packing(once, { lines: [{ orderLineId: line.id, quantity: 2 }] })).toEqual({
    kind: 'refused',
    failure: { kind: 'MORE_THAN_ORDERED', orderLineId: line.id, left: 1 },
  });
  const twice = changedBy(packing(once));
  expect(twice.shipments.flatMap((shipment) => shipment.lines.map(({ quantity }) => quantity))).toEqual([1, 1]);
  expect(packing(twice)).toEqual({ kind: 'refused', failure: { kind: 'NOTHING_TO_PACK' } });
});

test('a seller order has its own version', () => {
  const order = changedBy(packing(aPlacedOrder(), { lines: null }));
  expect(order.sellerOrders[0]!.version).toBe(2);
  expect(packing(aPlacedOrder(), { expectedVersion: 7 })).toMatchObject({
    kind: 'refused',
    failure: { kind: 'VERSION_CONFLICT' },
  });
});
