import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage } from './pay-page.ts';
import { awaitPayment, known, paymentOf } from './payment-of.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

const OURS = (text: string) => !/sandbox_/.test(text) && !/^(BEGIN|COMMIT|SAVEPOINT)/.test(text);

test('a paid order costs a known number of statements', async () => {
  await awaitPayment(payments, anOrder());
  const order = anOrder();
  const costOf = async (work: () => Promise<unknown>) => {
    payments.statements();
    await work();
    return payments.statements().filter(OURS).length;
  };
  const cost = {
    submitted: await costOf(() => payments.hear(order.submitted)),
    awaitingPayment: await costOf(() => payments.hear(order.awaitingPayment)),
    created: await costOf(() => payments.open.runJob('call-provider')),
    page: await costOf(async () => onPayPage(known(await paymentOf(payments, order)), 'approve')),
    hook: await costOf(() => payments.open.runJob('deliver-sandbox-hooks')),
    captured: await costOf(() => payments.open.runJob('apply-provider-events')),
    placed: await costOf(() => payments.hear(order.placed)),
  };
  expect(cost).toEqual({ submitted: 4, awaitingPayment: 9, created: 8, page: 1, hook: 1, captured: 12, placed: 7 });
});
