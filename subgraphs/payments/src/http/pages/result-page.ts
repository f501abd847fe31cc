import { escaped } from '@stoa/subgraph-kit';
import type { SandboxPayment } from '../../providers/sandbox/sandbox-payment.ts';
import { amountText } from './amount.ts';
import type { PagePass } from './page-pass.ts';
import { page } from './page.ts';

/** Tells what became of a payment, as the provider knows it, and leads back. */
export const resultPage = ({ payment, secret }: PagePass): Response => {
  const { look, path, title, text } = RESULTS[payment.status];
  const onward =
    payment.status === 'REQUIRES_ACTION'
      ? `<a class="button primary" href="/pay/${escaped(payment.reference)}?s=${escaped(secret)}">Pay now</a>`
      : '<a class="button primary" href="/">Back to the shop</a>';
  return page({
    title,
    body: `<section class="result">
<div class="mark ${look}"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg></div>
<h1>${title}</h1>
<p>${text}</p>
<dl><dt>Order</dt><dd>${escaped(payment.orderNumber)}</dd><dt>Amount</dt><dd>${escaped(amountText(payment.amount))}</dd><dt>Payment</dt><dd>${escaped(payment.reference.slice(-10))}</dd></dl>
<div class="actions">${onward}</div>
</section>`,
  });
};

const TICK = 'M5 12.5l4.5 4.5L19 7.5';
const CROSS = 'M7 7l10 10M17 7L7 17';
const CLOCK = 'M12 6v6l4 2.5M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z';

const RESULTS: Readonly<
  Record<
    SandboxPayment['status'],
    { readonly look: string; readonly path: string; readonly title: string; readonly text: string }
  >
> = {
  REQUIRES_ACTION: { look: 'wait', path: CLOCK, title: 'Not paid yet', text: 'The payment is still open.' },
  PROCESSING: {
    look: 'wait',
    path: CLOCK,
    title: 'On its way',
    text: 'The payment arrives in about a minute. You can close this page.',
  },
  CAPTURED: { look: 'good', path: TICK, title: 'Payment approved', text: 'Thank you. Your order is being confirmed.' },
  FAILED: {
    look: 'bad',
    path: CROSS,
    title: 'Payment declined',
    text: 'Nothing was taken. You can try again from your order.',
  },
  CANCELLED: {
    look: 'bad',
    path: CROSS,
    title: 'Payment called off',
    text: 'Nothing was taken and this link is no longer of use.',
  },
};
