import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage, pay } from './pay-page.ts';
import { awaitPayment, known, paymentOf, toldOf } from './payment-of.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

describe('an order that is being ended', () => {
  test('hears at once that nothing was taken when nothing was tried', async () => {
    const order = anOrder();
    await payments.hear(order.submitted, order.cancelRequested);
    expect(await toldOf(payments, known(await paymentOf(payments, order)).id)).toEqual(['PaymentCancelled']);
  });

  test('hears at once that nothing was taken when everything that was tried failed', async () => {
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    await pay(payments, payment, 'decline');
    await payments.hear(order.cancelRequested);
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentFailed', 'PaymentCancelled']);
  });

  test('hears it after the provider has called an open attempt off, and the buyer is sent nowhere meanwhile', async () => {
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    await payments.hear(order.cancelRequested);
    expect((await paymentOf(payments, order))?.nextAction).toMatchObject({ kind: 'NONE', url: null });
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired']);
    await payments.drain();
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCancelled']);
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'VOIDED', attempts: [{ status: 'CANCELLED' }] });
  });

  test('hears of money that is on its way instead, when that is called off too late', async () => {
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    await onPayPage(payment, 'approve');
    await payments.hear(order.cancelRequested);
    await payments.drain();
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
    await payments.hear(order.placed);
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
  });

  test('hears one or the other when calling off races the money, and never both', async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 24; round += 1) {
      const order = anOrder();
      const payment = await awaitPayment(payments, order);
      await payments.hear(order.cancelRequested);
      const approve = () => onPayPage(payment, 'approve').catch(() => undefined);
      const callOff = () => payments.open.runJob('call-provider');
      await Promise.all(round % 2 ? [approve(), callOff()] : [callOff(), approve()]);
      await payments.drain();
      const [, ...told] = await toldOf(payments, payment.id);
      const { rows } = await payments.pool.query<{ status: string }>(
        'SELECT status FROM sandbox_payments WHERE reference = $1',
        [payment.attempts[0]?.id],
      );
      expect(told).toEqual([rows[0]?.status === 'CAPTURED' ? 'PaymentCaptured' : 'PaymentCancelled']);
      outcomes.push(...told);
    }
    expect(outcomes).toHaveLength(24);
  });

  test('before stock was held has nothing to be asked for any more', async () => {
    const order = anOrder();
    await payments.hear(order.submitted, order.cancelled);
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'VOIDED', attempts: [] });
  });

  test('and was to be paid in cash owes nothing any more', async () => {
    const order = anOrder({ paymentMethod: 'CASH_ON_DELIVERY' });
    await payments.hear(order.submitted, order.placed, order.cancelled, order.delivered);
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'VOIDED', attempts: [{ status: 'CANCELLED' }] });
  });
});
