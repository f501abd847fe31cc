import { expect, test } from '@jest/globals';
import type { OrderRefunded, PayloadOf } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import { aPlacedOrder, AT, inEveryState } from '../../test/an-order.ts';
import type { Order } from './order.ts';
import { recordRefund, requestRefund } from './refund.ts';

/** What the shops are told to give up of each refund, one after the other: minor units. */
const sharesOf = (order: Order, ...amountsMinor: readonly number[]) => {
  let state = order;
  return amountsMinor.map((amountMinor) => {
    const amount = { ...order.totals.total, amountMinor };
    const requested = requestRefund({ amount, reason: 'x', at: AT, newId })(state);
    if (requested.kind !== 'changed') throw new Error('not requested');
    const settled = recordRefund(requested.state.refunds.at(-1)!.id, AT)(requested.state);
    if (settled.kind !== 'changed') throw new Error('not settled');
    state = settled.state;
    const { amount: told, sellerOrders } = settled.events[0]!.payload as PayloadOf<typeof OrderRefunded>;
    expect(told.amountMinor).toBe(amountMinor);
    return sellerOrders.reduce((sum, { total }) => sum + total.amountMinor, 0);
  });
};

const captured = (order: Order, capturedMinor: number): Order => ({
  ...order,
  payment: { ...order.payment, capturedMinor },
});

test('a refund of a placed order is taken from its shops', () => {
  expect(sharesOf(aPlacedOrder(), 1_000, 500)).toEqual([1_000, 500]);
});

test.each(['CANCELLED', 'EXPIRED'] as const)('late money of a %s order was never the shops’', (status) => {
  const order = inEveryState()[status];
  const due = order.totals.total.amountMinor;
  expect(sharesOf(captured(order, due), due)).toEqual([0]);
});

test('what was paid beyond the total goes back before the shops give anything up', () => {
  const order = aPlacedOrder();
  const due = order.totals.total.amountMinor;
  expect(sharesOf(captured(order, 2 * due), due - 100, 300, due - 200)).toEqual([0, 200, due - 200]);
});
