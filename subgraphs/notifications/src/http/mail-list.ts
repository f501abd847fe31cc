import { escaped, route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';
import type { MailSummary } from '../domain/mailbox.ts';
import { notFound, page } from './page.ts';

const PAGE_SIZE = 25;

/** The mailbox, newest mail first. */
export const mailList = route('GET', '/mail', ({ mailbox }: House) => async ({ request }) => {
  if (!mailbox) return notFound();
  const beyond = new URL(request.url).searchParams.get('beyond') ?? undefined;
  const mails = await mailbox.newest(PAGE_SIZE + 1, beyond);
  const shown = mails.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const older = mails.length > PAGE_SIZE && last ? `<p><a href="/mail?beyond=${last.id}">Older mail</a></p>` : '';
  const newest = beyond === undefined ? '' : '<p><a href="/mail">Newest mail</a></p>';
  const body = shown.length === 0 ? '<p class="quiet">Nothing here.</p>' : `<ul>${shown.map(item).join('\n')}</ul>`;
  return page({ title: 'Mailbox', body: `<p class="quiet">What would have been sent.</p>${newest}${body}${older}` });
});

const item = ({ id, recipient, subject, receivedAt }: MailSummary) =>
  `<li><a href="/mail/${id}"><strong>${escaped(subject)}</strong></a>
<span class="quiet">to ${escaped(recipient)} · <time datetime="${receivedAt.toISOString()}">${when(receivedAt)}</time></span></li>`;

const when = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
