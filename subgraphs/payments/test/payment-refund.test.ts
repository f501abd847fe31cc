import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { anOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { pay } from './pay-page.ts';
import { awaitPayment, known, paymentOf, toldOf } from './payment-of.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

const paidOrder = async () => {
  const order = anOrder();
  const payment = await awaitPayment(payments, order);
  await pay(payments, payment);
  await payments.hear(order.placed);
  return { order, paymentId: payment.id };
};
const refundsTold = async (paymentId: string) =>
  (await payments.announcedPayloads(paymentId)).filter(({ type }) => type.startsWith('PaymentRefund'));

describe('a refund', () => {
  test('is given back by the provider and told once, web hook and answer together', async () => {
    const { order, paymentId } = await paidOrder();
    await payments.hear(order.refundRequested());
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'REFUNDED',
      refundedTotal: { amountMinor: '4990' },
    });
    expect(await refundsTold(paymentId)).toMatchObject([
      { type: 'PaymentRefunded', payload: { amount: { amountMinor: 4_990 } } },
    ]);
  });

  test('may be a part, and another part, and no more than was taken', async () => {
    const { order, paymentId } = await paidOrder();
    await payments.hear(order.refundRequested(1_000), order.refundRequested(3_990), order.refundRequested(1));
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'REFUNDED',
      refundedTotal: { amountMinor: '4990' },
    });
    const told = await refundsTold(paymentId);
    expect(told.map(({ type }) => type).toSorted()).toEqual([
      'PaymentRefundFailed',
      'PaymentRefunded',
      'PaymentRefunded',
    ]);
    expect(told.find(({ type }) => type === 'PaymentRefundFailed')?.payload).toMatchObject({
      reason: 'EXCEEDS_PAYMENT',
    });
  });

  test('that is asked for twice under one id is given once', async () => {
    const { order, paymentId } = await paidOrder();
    const refundId = newId('rfd');
    await payments.hear(order.refundRequested(500, refundId), order.refundRequested(500, refundId));
    await payments.drain();
    expect(await refundsTold(paymentId)).toHaveLength(1);
  });

  test('that the provider cannot give is told as failed', async () => {
    const { order, paymentId } = await paidOrder();
    await payments.pool.query("UPDATE sandbox_payments SET status = 'FAILED' WHERE order_number = $1", [
      `S-${order.id.slice(-6)}`,
    ]);
    await payments.hear(order.refundRequested());
    await payments.drain();
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
    expect(await refundsTold(paymentId)).toMatchObject([
      { type: 'PaymentRefundFailed', payload: { reason: 'NOT_REFUNDABLE' } },
    ]);
  });

  test('of cash is recorded as given by hand', async () => {
    const order = anOrder({ paymentMethod: 'CASH_ON_DELIVERY' });
    await payments.hear(order.submitted, order.placed, order.delivered, order.refundRequested(990));
    const payment = known(await paymentOf(payments, order));
    expect(payment).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedTotal: { amountMinor: '990' } });
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentCaptured', 'PaymentRefunded']);
  });
});
