import { afterEach, expect, test } from '@jest/globals';
import { anOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { awaitPayment } from './payment-of.ts';

let payments: TestPayments;
afterEach(() => payments.close());

const attemptIn = async (environment: Readonly<Record<string, string>>) => {
  payments = await openPayments({ environment });
  return (await awaitPayment(payments, anOrder())).attempts[0];
};

test('in production nobody pays at the sandbox, where everybody approves their own payment', async () => {
  expect(await attemptIn({ NODE_ENV: 'production' })).toMatchObject({
    status: 'FAILED',
    failureReason: 'SANDBOX_CLOSED',
  });
});

test.each([
  ['open in production when its operator says so', { NODE_ENV: 'production', PAYMENTS_SANDBOX: 'open' }],
  ['open while developing', {}],
])('the sandbox is %s', async (_, environment) => {
  expect(await attemptIn(environment)).toMatchObject({ status: 'REQUIRES_ACTION' });
});
