import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { anOrder, type TestOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage } from './pay-page.ts';
import { awaitPayment, known, paymentOf } from './payment-of.ts';

let payments: TestPayments;
let order: TestOrder;
let url: URL;
beforeAll(async () => {
  payments = await openPayments();
  order = anOrder();
  url = new URL(known((await awaitPayment(payments, order)).nextAction.url));
});
afterAll(() => payments.close());

const atProvider = async () =>
  (
    await payments.pool.query('SELECT status FROM sandbox_payments WHERE order_number = $1', [
      `S-${order.id.slice(-6)}`,
    ])
  ).rows[0]?.status as string;

describe('the hosted page', () => {
  test('shows what is paid for and works without a script', async () => {
    const page = await (await fetch(url)).text();
    expect(page).toContain('€49.90');
    expect(page).toContain(`S-${order.id.slice(-6)}`);
    expect(page).not.toContain('<script');
    for (const action of ['approve', 'later', 'decline']) expect(page).toContain(`${url.pathname}/${action}?s=`);
  });

  test('is kept nowhere, framed nowhere, and tells its address to nobody', async () => {
    const answer = await fetch(url);
    const style = known(/<style>([\s\S]*)<\/style>/.exec(await answer.text())?.[1]);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('opens with its secret only, and says the same about a payment that is not', async () => {
    const wrong = new URL(url);
    wrong.searchParams.set('s', 'x'.repeat(43));
    const nowhere = new URL(url);
    nowhere.pathname = '/pay/patt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const bare = new URL(url.pathname, url);
    const answers = await Promise.all([wrong, nowhere, bare].map(async (one) => (await fetch(one)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('No such payment');
  });

  test.each([
    ['no token', {}],
    ['a guessed token', { token: 'x'.repeat(43) }],
  ])('moves nothing for a form with %s, though the link is right', async (_, fields) => {
    const answer = await fetch(new URL(`${url.pathname}/approve${url.search}`, url), {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    expect([answer.status, await atProvider()]).toEqual([404, 'REQUIRES_ACTION']);
  });

  test('knows no other buttons', async () => {
    const payment = known(await paymentOf(payments, order));
    expect((await onPayPage(payment, 'refund' as 'approve')).status).toBe(404);
    expect(await atProvider()).toBe('REQUIRES_ACTION');
  });

  test('writes an order number as text, whatever is in it', async () => {
    await payments.pool.query('UPDATE sandbox_payments SET order_number = $1', ['<b onclick="x">']);
    expect(await (await fetch(url)).text()).toContain('&lt;b onclick=&quot;x&quot;&gt;');
    await payments.pool.query('UPDATE sandbox_payments SET order_number = $1', [`S-${order.id.slice(-6)}`]);
  });

  test('tells what became of it, and has no buttons any more', async () => {
    const answer = await onPayPage(known(await paymentOf(payments, order)), 'approve');
    const result = await (await fetch(new URL(known(answer.headers.get('location')), url))).text();
    expect(result).toContain('Payment approved');
    const again = await (await fetch(url)).text();
    expect(again).toContain('Payment approved');
    expect(again).not.toContain('<form');
  });
});
