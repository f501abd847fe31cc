import type { TestPayments } from './open-payments.ts';
import { known, type TestPayment } from './payment-of.ts';

export type PageAction = 'approve' | 'decline' | 'later' | 'challenge';

/** Opens the hosted page at the payment's next action and presses a button there, over HTTP like a browser. */
export const onPayPage = async (payment: TestPayment, action: PageAction, fields: Record<string, string> = {}) => {
  const url = new URL(known(payment.nextAction.url));
  const opened = await (await fetch(action === 'challenge' ? withStep(url, 'challenge') : url)).text();
  const token = known(/name="token" value="([^"]+)"/.exec(opened)?.[1]);
  return fetch(withStep(url, action), {
    method: 'POST',
    body: new URLSearchParams({ token, ...fields }),
    redirect: 'manual',
  });
};

const withStep = (url: URL, step: string) => new URL(`${url.pathname}/${step}${url.search}`, url);

/** Presses a button and lets the web hook arrive and be applied. */
export const pay = async (payments: TestPayments, payment: TestPayment, action: PageAction = 'approve') => {
  await onPayPage(payment, action);
  await payments.drain();
};
