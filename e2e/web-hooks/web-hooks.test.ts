import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { atRest, deadLetters } from '../harness/at-rest.ts';
import type { GraphClient } from '../harness/graph-client.ts';
import { aGuestWithCart, anAdmin, aProduct, aShop, paymentPage, placeOrder } from '../harness/market.ts';
import { orderComesTo, orderMoney } from '../harness/orders.ts';
import { capturedHook, sandboxSecret, sendHook, sendSignedHook, signatureOf } from '../harness/sandbox-hook.ts';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { until } from '../harness/until.ts';

describe('the door of the payment provider', () => {
  let stoa: StoaProcess;
  let product: Awaited<ReturnType<typeof aProduct>>;
  let buyer: GraphClient;
  let orderId: string;
  let attemptId: string;
  let amountMinor: number;

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    product = await aProduct(await aShop(stoa, await anAdmin(stoa), 'Hooks'), { stock: 100 });
  });
  afterAll(() => stoa.destroy());

  beforeEach(async () => {
    const { client, cartId } = await aGuestWithCart(stoa, [{ variantId: product.variantId, quantity: 1 }]);
    const placed = await placeOrder(client, cartId);
    orderId = placed.order!.id;
    buyer = client.as({ orderToken: placed.orderToken! });
    await paymentPage(buyer, orderId);
    const { payment, total } = await orderMoney(buyer, orderId);
    attemptId = payment!.attempts[0]!.id;
    amountMinor = Number(total.amountMinor);
    await atRest(stoa);
  });

  const captured = (change = {}) => capturedHook(attemptId, amountMinor, change);
  const storedEvents = async () => {
    const payments = await stoa.database('payments');
    return payments.rows<{ event_id: string; outcome: string | null; due_at: Date | null }>(
      'SELECT event_id, outcome, due_at FROM provider_events',
    );
  };
  const outcomeOf = (eventId: string) =>
    until(
      'the hook to be looked at',
      async () => (await storedEvents()).find((event) => event.event_id === eventId)?.outcome,
    );

  const nothingMoved = async () => {
    await atRest(stoa);
    expect(await orderMoney(buyer, orderId)).toMatchObject({
      status: 'AWAITING_PAYMENT',
      paymentStatus: 'UNPAID',
      payment: { capturedTotal: { amountMinor: '0' }, attempts: [{ status: 'REQUIRES_ACTION' }], transactions: [] },
    });
  };

  const FORGERIES: readonly (readonly [string, (body: string, secret: string) => readonly [string, string | null]])[] =
    [
      ['without a signature', (body) => [body, null]],
      ['with an empty signature', (body) => [body, '']],
      ['with a signature that is none', (body) => [body, 'v1=00,t=now']],
      ['signed with another secret', (body) => [body, signatureOf(body, 'another secret of the same kind')]],
      [
        'changed after it was signed',
        (body, secret) => [body.replace('CAPTURED', 'CAPTURED '), signatureOf(body, secret)],
      ],
      [
        'whose time was changed after it was signed',
        (body, secret) => [body, signatureOf(body, secret).replace(/^t=\d/, 't=2')],
      ],
      ['that is older than five minutes', (body, secret) => [body, signatureOf(body, secret, -301)]],
      ['from five minutes ahead', (body, secret) => [body, signatureOf(body, secret, 310)]],
      ['that is signed and says nothing', (_, secret) => ['[]', signatureOf('[]', secret)]],
      ['that is signed and not JSON', (_, secret) => ['{', signatureOf('{', secret)]],
    ];
  test.each(FORGERIES)('refuses a hook %s and keeps nothing of it', async (_, forge) => {
    const before = await storedEvents();
    const [body, signature] = forge(JSON.stringify(captured()), sandboxSecret(stoa));
    expect(await sendHook(stoa, body, signature)).toBe(400);
    expect(await storedEvents()).toEqual(before);
    await nothingMoved();
  });

  test('refuses hooks of providers it does not know, and hooks larger than any provider sends', async () => {
    const body = JSON.stringify(captured());
    expect(await sendHook(stoa, body, signatureOf(body, sandboxSecret(stoa)), 'nobody')).toBe(404);
    const huge = JSON.stringify({ ...captured(), padding: 'x'.repeat(300_000) });
    expect(await sendHook(stoa, huge, signatureOf(huge, sandboxSecret(stoa)))).toBe(413);
    await nothingMoved();
  });

  test('takes a hook about a payment that nobody knows, and nothing moves', async () => {
    const hook = captured({ reference: 'patt_00000000000000000000000000' });
    expect(await sendSignedHook(stoa, hook)).toBe(204);
    expect(await outcomeOf(hook.id)).toBe('UNKNOWN_REFERENCE');
    await nothingMoved();
  });

  test.each([
    ['less than is owed', { amountMinor: 1 }],
    ['more than is owed', { amountMinor: 9_999_999 }],
    ['another currency', { currencyCode: 'USD' }],
  ])('sets money apart that is %s; the right money still counts', async (_, wrong) => {
    const hook = captured(wrong);
    expect(await sendSignedHook(stoa, hook)).toBe(204);
    expect(await outcomeOf(hook.id)).toBe('APPLIED');
    await nothingMoved();
    const payments = await stoa.database('payments');
    const told = await payments.rows(
      `SELECT FROM outbox WHERE envelope->>'type' = 'PaymentQuarantined' AND envelope->'payload'->>'paymentAttemptId' = $1`,
      [attemptId],
    );
    expect(told).toHaveLength(1);

    expect(await sendSignedHook(stoa, captured())).toBe(204);
    await orderComesTo('placed', { buyer, id: orderId }, ({ status }) => status === 'PLACED');
  });

  test('counts a hook once that comes ten times at once and once more afterwards', async () => {
    const hook = captured();
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendSignedHook(stoa, hook)));
    expect(new Set(answers)).toEqual(new Set([204]));
    await orderComesTo('placed', { buyer, id: orderId }, ({ status }) => status === 'PLACED');
    expect(await sendSignedHook(stoa, hook)).toBe(204);
    // The same news under another id: providers do that, too.
    const again = captured();
    expect(await sendSignedHook(stoa, again)).toBe(204);
    await outcomeOf(again.id);
    await atRest(stoa);
    expect(await orderMoney(buyer, orderId)).toMatchObject({
      status: 'PLACED',
      paymentStatus: 'PAID',
      payment: { capturedTotal: { amountMinor: String(amountMinor) }, transactions: [{ kind: 'CAPTURE' }] },
    });
    expect((await storedEvents()).filter(({ event_id }) => event_id === hook.id)).toHaveLength(1);
  });

  test('goes forward only, whatever order the hooks come in', async () => {
    const late = [
      captured({ status: 'REQUIRES_ACTION' }),
      captured({ status: 'FAILED', failureReason: 'CARD_DECLINED' }),
      captured({ status: 'CANCELLED' }),
    ];
    expect(await sendSignedHook(stoa, captured())).toBe(204);
    await orderComesTo('placed', { buyer, id: orderId }, ({ status }) => status === 'PLACED');
    for (const hook of late) {
      expect(await sendSignedHook(stoa, hook)).toBe(204);
      await outcomeOf(hook.id);
    }
    await atRest(stoa);
    expect(await orderMoney(buyer, orderId)).toMatchObject({
      status: 'PLACED',
      paymentStatus: 'PAID',
      payment: { attempts: [{ status: 'CAPTURED' }] },
    });
  });

  test('leaves no event behind that nobody could apply', async () => {
    await atRest(stoa);
    expect(await deadLetters(stoa)).toEqual([]);
  });
});
