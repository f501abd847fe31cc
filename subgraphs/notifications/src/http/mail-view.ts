import { escaped, route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';
import { notFound, page } from './page.ts';

/** One mail, as HTML and as text. The HTML runs no script and stands in a frame of its own; its links open in a new tab. */
export const mailView = route('GET', '/mail/:id', ({ mailbox }: House) => async ({ params }) => {
  const mail = await mailbox?.find(params['id'] ?? '');
  if (!mail) return notFound();
  const html = mail.html.replace('<head>', '<head><base target="_blank">');
  return page({
    title: mail.subject,
    body: `<p class="quiet">to ${escaped(mail.recipient)} · ${mail.receivedAt.toISOString()}</p>
<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(html)}"></iframe>
<h2>As text</h2>
<pre>${escaped(mail.text)}</pre>
<p><a href="/mail">Mailbox</a></p>`,
  });
});
