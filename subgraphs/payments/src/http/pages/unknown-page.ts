import { page } from './page.ts';

/** The one answer to every wrong link and every form that is not from here. */
export const unknownPage = (): Response =>
  page({
    title: 'No such payment',
    status: 404,
    body: `<section class="result">
<h1>No such payment</h1>
<p>The link is incomplete or no longer of use. Open your order and start again from there.</p>
<div class="actions"><a class="button" href="/">Back to the shop</a></div>
</section>`,
  });
