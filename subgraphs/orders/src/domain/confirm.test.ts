import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { anOrderAwaitingPayment, AT, inEveryState } from '../../test/an-order.ts';
import { confirm } from './confirm.ts';
import type { Order } from './order.ts';

const paid = (order: Order, capturedMinor = order.totals.total.amountMinor) =>
  confirm({ paymentAttemptId: newId('patt'), capturedMinor, at: AT, newId })(order);
const outcome = (order: Order) => {
  const decision = paid(order);
  return decision.kind === 'changed'
    ? { status: decision.state.status, events: decision.events.map((event) => event.type) }
    : decision.kind;
};

test.each<[Order['status'], unknown]>([
  ['PENDING', { status: 'PENDING', events: ['OrderPaymentUpdated'] }],
  ['AWAITING_PAYMENT', { status: 'PLACED', events: ['OrderPlaced', 'OrderPaymentUpdated'] }],
  ['CANCELLED', { status: 'CANCELLED', events: ['OrderPaymentUpdated', 'RefundRequested'] }],
  ['EXPIRED', { status: 'EXPIRED', events: ['OrderPaymentUpdated', 'RefundRequested'] }],
  ['PLACED', 'unchanged'],
])('money for a %s order', (status, expected) => {
  expect(outcome(inEveryState()[status])).toEqual(expected);
});

test('confirming twice is not an error', () => {
  const first = paid(anOrderAwaitingPayment());
  if (first.kind !== 'changed') throw new Error('not confirmed');
  expect(paid(first.state).kind).toBe('unchanged');
});

test('money that was faster than the expiry places the order', () => {
  expect(outcome(anOrderAwaitingPayment({ closing: { kind: 'EXPIRING' } }))).toEqual({
    status: 'PLACED',
    events: ['OrderPlaced', 'OrderPaymentUpdated'],
  });
});

test('money that was faster than the cancellation at the provider goes back: the buyer has called the order off', () => {
  expect(outcome(anOrderAwaitingPayment({ closing: { kind: 'CANCELLING', reason: 'CHANGED_MIND' } }))).toEqual({
    status: 'CANCELLED',
    events: ['OrderCancelled', 'OrderPaymentUpdated', 'RefundRequested'],
  });
});

test('money that is only promised to an order being called off is not taken', () => {
  const order = anOrderAwaitingPayment({ closing: { kind: 'CANCELLING', reason: 'CHANGED_MIND' } });
  const promise = { paymentAttemptId: newId('patt'), authorizedMinor: order.totals.total.amountMinor, at: AT, newId };
  const decision = confirm(promise)(order);
  expect(decision).toMatchObject({ kind: 'changed', state: { status: 'CANCELLED', refunds: [] } });
});

test('late money is given back in full, once', () => {
  const first = paid(inEveryState().EXPIRED);
  if (first.kind !== 'changed') throw new Error('not refunded');
  expect(first.state.refunds.map((refund) => refund.amount)).toEqual([first.state.totals.total]);
  expect(paid(first.state).kind).toBe('unchanged');
});
