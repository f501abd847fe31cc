import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signBody } from '../src/providers/webhook-signature.ts';
import { aWebHook, sendHook } from './a-web-hook.ts';
import { anOrder } from './an-order.ts';
import { openPayments, SANDBOX_SECRET, type TestPayments } from './open-payments.ts';
import { onPayPage, pay } from './pay-page.ts';
import { awaitPayment, known, newsOf, paymentOf, toldOf } from './payment-of.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

const openAttempt = async () => {
  const order = anOrder();
  const payment = await awaitPayment(payments, order);
  return { order, payment, reference: known(payment.attempts[0]).id };
};
const storedEvents = async () =>
  (await payments.pool.query('SELECT count(*)::int AS n FROM provider_events')).rows[0].n as number;
const outcomeOf = async (id: string) =>
  (await payments.pool.query('SELECT outcome FROM provider_events WHERE event_id = $1', [id])).rows[0]?.outcome;

describe('a web hook that the provider sent', () => {
  test('takes effect once, however often and however much at once it comes', async () => {
    const { order, payment, reference } = await openAttempt();
    const body = aWebHook({ id: `often-${reference}`, reference, status: 'CAPTURED' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendHook(payments, body)));
    await payments.drain('apply-provider-events');
    answers.push(await sendHook(payments, body));
    await payments.drain('apply-provider-events');
    expect(new Set(answers)).toEqual(new Set([204]));
    const { rows } = await payments.pool.query(
      `SELECT e.tries, e.outcome, (SELECT count(*)::int FROM receipts r WHERE r.scope = 'hook:sandbox' AND r.key = e.event_id) AS receipts
       FROM provider_events e WHERE event_id = $1`,
      [`often-${reference}`],
    );
    expect(rows).toEqual([{ tries: 1, outcome: 'APPLIED', receipts: 1 }]);
    expect((await paymentOf(payments, order))?.transactions).toHaveLength(1);
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
  });

  test('takes effect once when two events tell the same', async () => {
    const { payment, reference } = await openAttempt();
    await sendHook(payments, aWebHook({ reference, status: 'CAPTURED' }));
    await sendHook(payments, aWebHook({ reference, status: 'CAPTURED' }));
    await payments.drain('apply-provider-events');
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
  });

  test.each(['FAILED', 'PROCESSING', 'CANCELLED', 'REQUIRES_ACTION'] as const)(
    'of an older state (%s) that comes after the money changes nothing',
    async (status) => {
      const { order, payment, reference } = await openAttempt();
      await sendHook(payments, aWebHook({ reference, status: 'CAPTURED' }));
      await payments.drain('apply-provider-events');
      await sendHook(payments, aWebHook({ reference, status }));
      await payments.drain('apply-provider-events');
      expect((await paymentOf(payments, order))?.attempts).toMatchObject([{ status: 'CAPTURED' }]);
      expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
    },
  );

  test('of money that comes after its order was called off is told, and given back when the order says so', async () => {
    const { order, payment, reference } = await openAttempt();
    await payments.hear(order.cancelRequested);
    await payments.drain();
    await payments.hear(order.cancelled);
    await sendHook(payments, aWebHook({ reference, status: 'CAPTURED' }));
    await payments.drain('apply-provider-events');
    expect(await toldOf(payments, payment.id)).toEqual([
      'PaymentActionRequired',
      'PaymentCancelled',
      'PaymentCaptured',
    ]);
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'PAID', nextAction: { kind: 'NONE' } });
  });

  test.each(['REQUIRES_ACTION', 'PROCESSING', 'FAILED', 'CANCELLED'] as const)(
    'of no money (%s) that comes after its order expired changes nothing',
    async (status) => {
      const { order, payment, reference } = await openAttempt();
      await payments.hear(order.cancelRequested);
      await payments.drain();
      await payments.hear(order.expired);
      const before = known(await paymentOf(payments, order)).version;
      await sendHook(payments, aWebHook({ reference, status }));
      await payments.drain('apply-provider-events');
      expect(await paymentOf(payments, order)).toMatchObject({ version: before, status: 'VOIDED' });
      expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCancelled']);
    },
  );

  test.each([
    ['another amount', { amountMinor: 1 }],
    ['more than was asked for', { amountMinor: 499_000 }],
    ['another currency', { currencyCode: 'JPY' }],
  ])('about %s moves nothing and is set apart, once', async (_, wrong) => {
    const { order, payment, reference } = await openAttempt();
    await sendHook(payments, aWebHook({ reference, status: 'CAPTURED', ...wrong }));
    await sendHook(payments, aWebHook({ reference, status: 'CAPTURED', ...wrong }));
    await payments.drain('apply-provider-events');
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'UNPAID',
      attempts: [{ status: 'REQUIRES_ACTION' }],
      transactions: [],
    });
    expect(await newsOf(payments, payment.id)).toMatchObject([
      { type: 'PaymentActionRequired' },
      { type: 'PaymentQuarantined', payload: { expected: { amountMinor: 4_990 }, reported: wrong } },
    ]);
  });

  test('about something that is not ours is kept and left alone', async () => {
    expect(
      await sendHook(payments, aWebHook({ id: 'foreign', reference: 'patt_of_somebody_else', status: 'CAPTURED' })),
    ).toBe(204);
    await payments.drain('apply-provider-events');
    expect(await outcomeOf('foreign')).toBe('UNKNOWN_REFERENCE');
  });

  test('of a kind that nobody needs is kept and left alone', async () => {
    expect(await sendHook(payments, JSON.stringify({ id: 'news', type: 'sandbox.birthday' }))).toBe(204);
    await payments.drain('apply-provider-events');
    expect(await outcomeOf('news')).toBe('UNREADABLE');
  });
});

describe('a web hook that the provider did not send', () => {
  const forgeries: [string, (body: string) => Parameters<typeof sendHook>[2]][] = [
    ['is signed with another secret', () => ({ secret: 'somebody-elses-secret-0123456789abcdef' })],
    ['was signed six minutes ago', () => ({ at: new Date(payments.clock.now().getTime() - 360_000) })],
    ['was signed six minutes from now', () => ({ at: new Date(payments.clock.now().getTime() + 360_000) })],
    ['has no signature', () => ({ signature: '' })],
    [
      'has a signature without a time',
      (body) => ({ signature: signBody(SANDBOX_SECRET, body, payments.clock.now()).replace(/t=\d+,/, '') }),
    ],
    [
      'was signed for other bytes',
      (body) => ({ signature: signBody(SANDBOX_SECRET, `${body} `, payments.clock.now()) }),
    ],
    [
      'has an old signature with a new time',
      (body) => ({
        signature: signBody(SANDBOX_SECRET, body, new Date(0)).replace(
          't=0',
          `t=${payments.clock.now().getTime() / 1_000}`,
        ),
      }),
    ],
  ];
  test.each(forgeries)('because it %s is refused and not kept', async (_, sent) => {
    const { payment, reference } = await openAttempt();
    const body = aWebHook({ reference, status: 'CAPTURED' });
    const before = await storedEvents();
    expect(await sendHook(payments, body, sent(body))).toBe(400);
    await payments.drain('apply-provider-events');
    expect(await storedEvents()).toBe(before);
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired']);
  });

  test('is refused when it is no event at all, or of an unknown provider', async () => {
    expect(await sendHook(payments, 'not json')).toBe(400);
    expect(await sendHook(payments, '{}')).toBe(400);
    expect(await sendHook(payments, aWebHook({ reference: 'x', status: 'CAPTURED' }), { provider: 'nobody' })).toBe(
      404,
    );
  });
});

describe("the sandbox's sender", () => {
  test('sends a web hook again, freshly signed, until it is taken', async () => {
    const { order, payment } = await openAttempt();
    await onPayPage(payment, 'approve');
    // Whoever answered 503 lost it; what is due again is sent again.
    await payments.pool.query(
      "UPDATE sandbox_deliveries SET tries = 3, due_at = due_at + interval '10 minutes' WHERE due_at IS NOT NULL",
    );
    await payments.drain();
    expect((await paymentOf(payments, order))?.status).toBe('UNPAID');
    payments.clock.advance(601_000);
    await payments.drain('deliver-sandbox-hooks', 'apply-provider-events');
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
  });

  test('that never sends costs nobody a payment: it is looked up after two minutes', async () => {
    const { order, payment } = await openAttempt();
    await onPayPage(payment, 'approve');
    await payments.pool.query('DELETE FROM sandbox_deliveries');
    payments.clock.advance(119_000);
    await payments.open.runJob('reconcile-payments');
    expect((await paymentOf(payments, order))?.status).toBe('UNPAID');
    payments.clock.advance(2_000);
    await payments.open.runJob('reconcile-payments');
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
  });

  test('whose event comes after the look-up told it moves nothing twice', async () => {
    const { order, payment } = await openAttempt();
    await onPayPage(payment, 'approve');
    payments.clock.advance(121_000);
    await payments.open.runJob('reconcile-payments');
    await pay(payments, payment).catch(() => payments.drain());
    expect((await paymentOf(payments, order))?.transactions).toHaveLength(1);
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
  });
});
