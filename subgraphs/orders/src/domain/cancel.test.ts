import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { anOrderAwaitingPayment, aPlacedOrder, AT, inEveryState } from '../../test/an-order.ts';
import { cancel } from './cancel.ts';
import type { Order } from './order.ts';
import { pack } from './shipment.ts';

const cancelled = (order: Order) => cancel({ reason: 'CHANGED_MIND', lines: [], at: AT, newId })(order);
const eventTypes = (order: Order) => {
  const decision = cancelled(order);
  return decision.kind === 'changed' ? decision.events.map((event) => event.type) : decision.kind;
};

test.each<[Order['status'], string, unknown]>([
  ['PENDING', 'is cancelled at once', ['OrderCancelled']],
  ['AWAITING_PAYMENT', 'asks the provider first', ['PaymentCancelRequested']],
  ['PLACED', 'is cancelled and refunded', ['OrderCancelled', 'RefundRequested']],
  ['CANCELLED', 'stays as it is', 'unchanged'],
  ['EXPIRED', 'is refused', 'refused'],
  ['COMPLETED', 'is refused', 'refused'],
])('a %s order %s', (status, _what, expected) => {
  expect(eventTypes(inEveryState()[status])).toEqual(expected);
});

test('an order that is being called off already is not called off again', () => {
  const closing = { kind: 'CANCELLING', reason: 'OTHER' } as const;
  expect(eventTypes(anOrderAwaitingPayment({ closing }))).toBe('unchanged');
});

test('an order that is about to expire is called off: money that is faster does not place it', () => {
  const decision = cancelled(anOrderAwaitingPayment({ closing: { kind: 'EXPIRING' } }));
  expect(decision).toMatchObject({
    kind: 'changed',
    state: { closing: { kind: 'CANCELLING', reason: 'CHANGED_MIND' } },
  });
});

test('an order with a packed parcel is not cancelled', () => {
  const order = aPlacedOrder();
  const packed = pack({ sellerOrderId: order.sellerOrders[0]!.id, expectedVersion: null, lines: null, at: AT, newId })(
    order,
  );
  if (packed.kind !== 'changed') throw new Error('not packed');
  expect(cancelled(packed.state)).toEqual({
    kind: 'refused',
    failure: { kind: 'NOT_CANCELLABLE', because: 'ALREADY_PACKED' },
  });
});

test('a placed order that is paid on delivery is cancelled without a refund', () => {
  const order = aPlacedOrder();
  expect(eventTypes({ ...order, payment: { ...order.payment, capturedMinor: 0 } })).toEqual(['OrderCancelled']);
});

test('what was refunded before is not refunded again', () => {
  const order = aPlacedOrder();
  const refund = {
    id: newId('rfd'),
    amount: order.totals.delivery,
    reason: 'x',
    status: 'SUCCEEDED',
    requestedAt: AT,
    settledAt: AT,
  } as const;
  const decision = cancelled({ ...order, refunds: [refund] });
  if (decision.kind !== 'changed') throw new Error('not cancelled');
  const [, requested] = decision.state.refunds;
  expect(requested?.amount.amountMinor).toBe(order.totals.total.amountMinor - order.totals.delivery.amountMinor);
});
