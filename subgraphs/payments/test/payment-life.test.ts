import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aService, aUser } from '@stoa/testing';
import { anOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage, pay } from './pay-page.ts';
import { awaitPayment, known, newsOf, paymentOf, paymentsOf, startPayment, toldOf } from './payment-of.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

describe('paying an order', () => {
  test('nothing is asked of anybody before stock is held', async () => {
    const order = anOrder();
    await payments.hear(order.submitted);
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'UNPAID',
      attempts: [],
      nextAction: { kind: 'NONE' },
    });
  });

  test('the first attempt comes with the order and sends the buyer to a page', async () => {
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    expect(payment).toMatchObject({
      status: 'UNPAID',
      nextAction: { kind: 'REDIRECT', clientSecret: null },
      attempts: [{ status: 'REQUIRES_ACTION', method: 'SANDBOX', amount: { amount: '49.90', currencyCode: 'EUR' } }],
    });
    expect(payment.nextAction.url).toContain(`/pay/${payment.attempts[0]?.id}?s=`);
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired']);
  });

  test('an approved payment is captured by web hook, once', async () => {
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    const answer = await onPayPage(payment, 'approve');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/\/result\?s=/)]);
    // The page moves the provider's books only: we hear of it by its web hook.
    expect((await paymentOf(payments, order))?.status).toBe('UNPAID');
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'PAID',
      capturedTotal: { amountMinor: '4990' },
      nextAction: { kind: 'NONE', url: null },
      attempts: [{ status: 'CAPTURED' }],
      transactions: [{ kind: 'CAPTURE', amount: { amountMinor: '4990' } }],
    });
    expect(await newsOf(payments, payment.id)).toMatchObject([
      { type: 'PaymentActionRequired' },
      { type: 'PaymentCaptured', payload: { capturedTotal: { amountMinor: 4_990 } } },
    ]);
  });

  test('a declined payment can be tried again', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order), 'decline');
    const failed = known(await paymentOf(payments, order));
    expect(failed).toMatchObject({
      status: 'FAILED',
      attempts: [{ status: 'FAILED', failureReason: 'CARD_DECLINED' }],
    });
    await startPayment(payments, order, { key: 'again' });
    await payments.drain();
    await pay(payments, known(await paymentOf(payments, order)));
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'PAID',
      attempts: [{ status: 'FAILED' }, { status: 'CAPTURED' }],
    });
  });

  test('3-D Secure asks for the code and takes three wrong ones as a refusal', async () => {
    const [right, wrong] = [anOrder(), anOrder()];
    const [first, second] = [await awaitPayment(payments, right), await awaitPayment(payments, wrong)];
    expect((await onPayPage(first, 'challenge', { code: '9999' })).status).toBe(422);
    expect((await onPayPage(first, 'challenge', { code: '1234' })).status).toBe(303);
    for (const code of ['1', '2', '3']) await onPayPage(second, 'challenge', { code });
    await payments.drain();
    expect((await paymentOf(payments, right))?.status).toBe('PAID');
    expect(await paymentOf(payments, wrong)).toMatchObject({ attempts: [{ failureReason: 'AUTHENTICATION_FAILED' }] });
  });

  test('paying later is on its way until the money arrives', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order), 'later');
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'UNPAID', attempts: [{ status: 'PROCESSING' }] });
    payments.clock.advance(61_000);
    await payments.drain();
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
  });

  test('cash is owed from the placement and taken at the delivery', async () => {
    const order = anOrder({ paymentMethod: 'CASH_ON_DELIVERY' });
    await payments.hear(order.submitted, order.placed);
    const owed = known(await paymentOf(payments, order));
    expect(owed).toMatchObject({
      status: 'UNPAID',
      nextAction: { kind: 'NONE' },
      attempts: [{ status: 'PROCESSING' }],
    });
    await payments.hear(order.delivered);
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
    expect(await toldOf(payments, owed.id)).toEqual(['PaymentCaptured']);
  });
});

describe('whoever follows a payment', () => {
  const changesOf = async (id: string) =>
    (
      await payments.pool.query<{ events: number; foreign: number }>(
        `SELECT count(*)::int AS events, count(*) FILTER (WHERE envelope->'keys'->>'orderId' IS DISTINCT FROM p.order_id)::int AS foreign
         FROM outbox o JOIN payments p ON p.id = o.aggregate_id WHERE p.id = $1`,
        [id],
      )
    ).rows[0];

  test('hears of each of its versions, under its order', async () => {
    const [paid, cash, calledOff] = [anOrder(), anOrder({ paymentMethod: 'CASH_ON_DELIVERY' }), anOrder()];
    await pay(payments, await awaitPayment(payments, paid), 'decline');
    await startPayment(payments, paid, { key: 'second' });
    await payments.drain();
    await pay(payments, known(await paymentOf(payments, paid)), 'later');
    payments.clock.advance(61_000);
    await payments.drain();
    await payments.hear(paid.placed, cash.submitted, cash.placed, cash.delivered);
    await awaitPayment(payments, calledOff);
    await payments.hear(calledOff.cancelRequested);
    await payments.drain();

    for (const order of [paid, cash, calledOff]) {
      const { id, version } = known(await paymentOf(payments, order));
      const { events, foreign } = known(await changesOf(id));
      expect(version).toBeGreaterThan(2);
      expect({ areAllTold: events >= version, foreign }).toEqual({ areAllTold: true, foreign: 0 });
    }
  });
});

describe('paymentStart', () => {
  test('twice with one key is one attempt', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order), 'decline');
    const answers = await Promise.all([1, 2, 3].map(() => startPayment(payments, order, { key: 'same' })));
    await payments.drain();
    expect(answers.map(({ userErrors }) => userErrors)).toEqual([[], [], []]);
    expect((await paymentOf(payments, order))?.attempts.map(({ status }) => status)).toEqual([
      'FAILED',
      'REQUIRES_ACTION',
    ]);
  });

  test('refuses a key that came with another input before', async () => {
    const order = anOrder();
    await awaitPayment(payments, order);
    await startPayment(payments, order, { key: 'reused' });
    const { errors } = await startPayment(payments, order, { key: 'reused', method: 'CASH_ON_DELIVERY' });
    expect(errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('calls an open attempt off before the next one is begun at the provider', async () => {
    const order = anOrder();
    const first = await awaitPayment(payments, order);
    const started = await startPayment(payments, order, { key: 'another' });
    expect(started.payment.attempts.map(({ status }: { status: string }) => status)).toEqual([
      'REQUIRES_ACTION',
      'CREATED',
    ]);
    expect(started.payment.nextAction.kind).toBe('NONE');
    await payments.drain();
    const second = known(await paymentOf(payments, order));
    expect(second.attempts.map(({ status }) => status)).toEqual(['CANCELLED', 'REQUIRES_ACTION']);
    await onPayPage(second, 'approve');
    await expect(onPayPage(first, 'approve')).rejects.toThrow('expected something'); // the page has no form any more
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'PAID', capturedTotal: { amountMinor: '4990' } });
  });

  test('that meets money on its way takes nothing twice', async () => {
    const order = anOrder();
    const first = await awaitPayment(payments, order);
    await onPayPage(first, 'approve');
    await startPayment(payments, order, { key: 'too-late' });
    await payments.drain();
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'PAID',
      attempts: [{ status: 'CAPTURED' }, { status: 'CANCELLED' }],
    });
    const { rows } = await payments.pool.query('SELECT status FROM sandbox_payments WHERE order_number = $1', [
      `S-${order.id.slice(-6)}`,
    ]);
    expect(rows).toEqual([{ status: 'CAPTURED' }]);
  });

  test('is refused before the order awaits payment, while it closes and after it was paid', async () => {
    const [pending, closing, paid] = [anOrder(), anOrder(), anOrder()];
    await payments.hear(pending.submitted);
    await pay(payments, await awaitPayment(payments, paid));
    await awaitPayment(payments, closing);
    await payments.hear(closing.cancelRequested);
    const states = [];
    for (const order of [pending, closing, paid])
      states.push((await startPayment(payments, order, { key: 'refused' })).userErrors[0]);
    expect(states).toEqual([
      { __typename: 'WrongState', code: 'WRONG_STATE', path: ['orderId'], state: 'PENDING' },
      { __typename: 'WrongState', code: 'WRONG_STATE', path: ['orderId'], state: 'CLOSING' },
      { __typename: 'WrongState', code: 'WRONG_STATE', path: ['orderId'], state: 'PAID' },
    ]);
  });

  test('cannot choose cash any more, and answers NOT_FOUND to strangers', async () => {
    const order = anOrder();
    await awaitPayment(payments, order);
    const cash = await startPayment(payments, order, { key: 'cash', method: 'CASH_ON_DELIVERY' });
    const stranger = await startPayment(payments, order, { key: 'stranger', caller: aUser() });
    const support = await startPayment(payments, order, { key: 'support', caller: aUser({ roles: ['SUPPORT'] }) });
    expect([cash, stranger, support].map(({ userErrors }) => userErrors[0].code)).toEqual([
      'PAYMENT_METHOD_UNAVAILABLE',
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
  });
});

describe('who sees a payment', () => {
  test('its buyer, the holder of its link, support and services do, a stranger does not', async () => {
    const order = anOrder();
    await awaitPayment(payments, order);
    const seen = [];
    for (const caller of [
      order.buyer,
      order.linkHolder,
      aUser({ roles: ['SUPPORT'] }),
      aService('notifications'),
      aUser(),
      {},
    ])
      seen.push((await paymentOf(payments, order, caller)) != null);
    expect(seen).toEqual([true, true, true, true, false, false]);
  });

  test('only whoever ordered gets the link that pays', async () => {
    const order = anOrder({ isGuest: true });
    await awaitPayment(payments, order);
    const support = await paymentOf(payments, order, aUser({ roles: ['SUPPORT'] }));
    expect(support?.nextAction).toEqual({ kind: 'REDIRECT', url: null, clientSecret: null });
    expect((await paymentOf(payments, order))?.nextAction.url).toContain('/pay/');
  });

  test('a page of orders costs one statement', async () => {
    const orders = [anOrder(), anOrder(), anOrder(), anOrder(), anOrder()];
    for (const order of orders) await payments.hear(order.submitted);
    payments.statements();
    const answered = await paymentsOf(payments, orders, aUser({ roles: ['SUPPORT'] }));
    expect(answered.filter(({ payment }) => payment !== null)).toHaveLength(5);
    expect(payments.statements()).toHaveLength(1);
  });
});
