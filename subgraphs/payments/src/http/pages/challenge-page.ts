import { escaped } from '@stoa/subgraph-kit';
import { amountText } from './amount.ts';
import type { PagePass } from './page-pass.ts';
import { page } from './page.ts';

/** The bank's question before a 3-D Secure payment. */
export const challengePage = ({ payment, secret, formToken }: PagePass): Response => {
  const wrong =
    payment.wrongCodes > 0
      ? `<p class="alert" role="alert">That is not the code. ${payment.wrongCodes === 1 ? 'Two tries are' : 'One try is'} left.</p>`
      : '';
  return page({
    title: 'Confirm with your bank',
    status: payment.wrongCodes > 0 ? 422 : 200,
    body: `<section>
<h1>Confirm with your bank</h1>
<p class="label">${escaped(amountText(payment.amount))} for order ${escaped(payment.orderNumber)}. Enter the code your bank has sent you (here it is always 1234).</p>
${wrong}
<form method="post" action="/pay/${escaped(payment.reference)}/challenge?s=${escaped(secret)}">
<input type="hidden" name="token" value="${escaped(formToken)}">
<label for="code">Code</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="8" required autofocus>
<div class="actions">
<button class="primary">Confirm payment</button>
<a class="button" href="/pay/${escaped(payment.reference)}?s=${escaped(secret)}">Back</a>
</div>
</form>
</section>`,
  });
};
