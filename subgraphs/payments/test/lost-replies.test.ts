import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TransientError } from '@stoa/messaging';
import type { PaymentProvider } from '../src/providers/payment-provider.ts';
import { anOrder, type TestOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage, pay } from './pay-page.ts';
import { awaitPayment, known, paymentOf, toldOf } from './payment-of.ts';

type Call = 'create' | 'cancel' | 'refund' | 'lookUp' | 'lookUpRefund';
type Fate = 'arrives' | 'reply lost' | 'request lost';

let fates: Partial<Record<Call, Fate[]>> = {};
let made: Call[] = [];

/** A road on which requests and replies get lost, as the test says. */
const badRoad = (provider: PaymentProvider): PaymentProvider => {
  const over =
    <Input, Answer>(name: Call, call: (input: Input) => Promise<Answer>) =>
    async (input: Input) => {
      made.push(name);
      const fate = fates[name]?.shift() ?? 'arrives';
      if (fate === 'request lost') throw new TransientError('The request was lost');
      const answer = await call(input);
      if (fate === 'reply lost') throw new TransientError('The reply was lost');
      return answer;
    };
  return {
    ...provider,
    create: over('create', provider.create),
    cancel: over('cancel', provider.cancel),
    refund: over('refund', provider.refund),
    lookUp: over('lookUp', provider.lookUp),
    lookUpRefund: over('lookUpRefund', provider.lookUpRefund),
  };
};

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments({ road: badRoad })));
afterAll(() => payments.close());
beforeEach(() => {
  fates = {};
  made = [];
});

const callAgainLater = async () => {
  payments.clock.advance(6_000);
  await payments.drain('call-provider');
};
const atProvider = async (order: TestOrder) => {
  const { rows } = await payments.pool.query(
    `SELECT p.status, (SELECT count(*)::int FROM sandbox_refunds r WHERE r.payment_reference = p.reference) AS refunds
     FROM sandbox_payments p WHERE order_number = $1`,
    [`S-${order.id.slice(-6)}`],
  );
  return rows as { status: string; refunds: number }[];
};

describe('an attempt', () => {
  test('whose reply is lost is found again by its reference and not made twice', async () => {
    fates = { create: ['reply lost'] };
    const order = anOrder();
    expect(await awaitPayment(payments, order)).toMatchObject({
      attempts: [{ status: 'CREATED' }],
      nextAction: { kind: 'NONE' },
    });
    await callAgainLater();
    expect(made).toEqual(['create', 'lookUp']);
    await pay(payments, known(await paymentOf(payments, order)));
    expect(await paymentOf(payments, order)).toMatchObject({ status: 'PAID', transactions: [{ kind: 'CAPTURE' }] });
    expect(await atProvider(order)).toEqual([{ status: 'CAPTURED', refunds: 0 }]);
  });

  test('whose request is lost is made when nothing is found', async () => {
    fates = { create: ['request lost', 'request lost'] };
    const order = anOrder();
    await awaitPayment(payments, order);
    await callAgainLater();
    await callAgainLater();
    payments.clock.advance(6_000);
    await callAgainLater();
    expect(made).toEqual(['create', 'lookUp', 'create', 'lookUp', 'create']);
    expect(await paymentOf(payments, order)).toMatchObject({ attempts: [{ status: 'REQUIRES_ACTION' }] });
    expect(await atProvider(order)).toHaveLength(1);
  });

  test('that is called off before anybody knows whether the provider has it ends there too', async () => {
    fates = { create: ['reply lost'] };
    const order = anOrder();
    const { id } = await awaitPayment(payments, order);
    await payments.hear(order.cancelRequested);
    expect(await toldOf(payments, id)).toEqual([]);
    await callAgainLater();
    expect(await toldOf(payments, id)).toEqual(['PaymentCancelled']);
    expect(await atProvider(order)).toEqual([{ status: 'CANCELLED', refunds: 0 }]);
  });

  test('is not held up by another whose provider does not answer', async () => {
    fates = { create: ['request lost'] };
    const [stuck, fine] = [anOrder(), anOrder()];
    await payments.hear(stuck.submitted, stuck.awaitingPayment, fine.submitted, fine.awaitingPayment);
    await payments.drain('call-provider');
    const statuses = [];
    for (const order of [stuck, fine]) statuses.push((await paymentOf(payments, order))?.attempts[0]?.status);
    expect(statuses.toSorted()).toEqual(['CREATED', 'REQUIRES_ACTION']);
  });
});

describe('calling off', () => {
  test('is asked again when the reply is lost, and told once', async () => {
    fates = { cancel: ['reply lost', 'request lost'] };
    const order = anOrder();
    const { id } = await awaitPayment(payments, order);
    await payments.hear(order.cancelRequested);
    await payments.drain('call-provider');
    expect(await toldOf(payments, id)).toEqual(['PaymentActionRequired']);
    await callAgainLater();
    payments.clock.advance(6_000);
    await callAgainLater();
    await payments.drain();
    expect(await toldOf(payments, id)).toEqual(['PaymentActionRequired', 'PaymentCancelled']);
  });

  test('whose reply is lost while the money came first is told as money', async () => {
    fates = { cancel: ['request lost'] };
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    await payments.hear(order.cancelRequested);
    await payments.drain('call-provider');
    await onPayPage(payment, 'approve');
    await callAgainLater();
    await payments.drain();
    expect(await toldOf(payments, payment.id)).toEqual(['PaymentActionRequired', 'PaymentCaptured']);
  });
});

describe('a refund', () => {
  test('whose reply is lost is found again and not given twice', async () => {
    fates = { refund: ['reply lost'] };
    const order = anOrder();
    const payment = await awaitPayment(payments, order);
    await pay(payments, payment);
    await payments.hear(order.placed, order.refundRequested());
    await payments.drain('call-provider');
    expect((await paymentOf(payments, order))?.status).toBe('PAID');
    await callAgainLater();
    await payments.drain();
    expect(made.slice(-2)).toEqual(['refund', 'lookUpRefund']);
    expect(await paymentOf(payments, order)).toMatchObject({
      status: 'REFUNDED',
      refundedTotal: { amountMinor: '4990' },
    });
    expect(await atProvider(order)).toEqual([{ status: 'CAPTURED', refunds: 1 }]);
    expect((await toldOf(payments, payment.id)).filter((type) => type === 'PaymentRefunded')).toHaveLength(1);
  });
});
