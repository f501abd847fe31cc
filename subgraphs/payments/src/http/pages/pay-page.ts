import { escaped } from '@stoa/subgraph-kit';
import { amountText } from './amount.ts';
import type { PagePass } from './page-pass.ts';
import { page } from './page.ts';

/** Asks the buyer what the sandbox shall do. Works without scripts. */
export const payPage = ({ payment, secret, formToken }: PagePass): Response => {
  const button = (action: string, text: string, look = '') =>
    `<form method="post" action="/pay/${escaped(payment.reference)}/${action}?s=${escaped(secret)}"><input type="hidden" name="token" value="${escaped(formToken)}"><button class="${look}">${text}</button></form>`;
  return page({
    title: `Pay ${amountText(payment.amount)}`,
    body: `<section>
<p class="label">Amount to pay</p>
<p class="amount">${escaped(amountText(payment.amount))}</p>
<dl><dt>Order</dt><dd>${escaped(payment.orderNumber)}</dd><dt>Payment</dt><dd>${escaped(payment.reference.slice(-10))}</dd></dl>
<div class="actions">
${button('approve', 'Approve payment', 'primary')}
<a class="button" href="/pay/${escaped(payment.reference)}/challenge?s=${escaped(secret)}">Approve with 3-D Secure</a>
<div class="pair">
${button('later', 'Pay later')}
${button('decline', 'Decline', 'danger')}
</div>
<p class="hint">3-D Secure asks for the code 1234 first. “Pay later” arrives after a minute, like a bank transfer.</p>
</div>
</section>`,
  });
};
