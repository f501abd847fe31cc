import { randomUUID } from 'node:crypto';
import type { Seeding } from '../seeding.ts';
import { DemoError } from '../demo-error.ts';
import { follow, nudgePayments } from './follow-order.ts';
import type { PaymentStory } from './order-plan.ts';
import type { Ordered } from './ordered.ts';

/** Pays an order as its story goes, on the provider's page; waits until it is binding. */
export const payOrder = async (seeding: Seeding, ordered: Ordered, story: PaymentStory): Promise<void> => {
  if (story === 'never') return;
  if (story !== 'on-delivery') await payAtProvider(seeding, ordered, story);
  await follow(seeding, ordered, ({ status }) => status === 'PLACED' || status === 'COMPLETED');
};

async function payAtProvider(seeding: Seeding, ordered: Ordered, story: PaymentStory): Promise<void> {
  const state = await follow(seeding, ordered, ({ status }) => status !== 'PENDING');
  if (state.status !== 'AWAITING_PAYMENT') return;
  if (story === 'declined-first') {
    await seeding.step(`declined:${ordered.key}`, async () => {
      if (state.paymentStatus !== 'FAILED') await press(seeding, await pageOf(seeding, ordered), { button: 'decline' });
      await follow(seeding, ordered, ({ paymentStatus }) => paymentStatus === 'FAILED');
    });
    await seeding.tell({
      of: 'payments',
      as: ordered.buyer,
      mutation: 'paymentStart',
      input: { orderId: ordered.id, method: 'SANDBOX', idempotencyKey: `demo:payment:${ordered.key}` },
      answer: 'payment { id }',
      unless: ['WRONG_STATE'],
    });
  }
  const page = await pageOf(seeding, ordered);
  if (story === 'challenge') await press(seeding, page, { button: 'challenge', code: '1234' });
  else await press(seeding, page, { button: 'approve' });
}

/** Where the buyer is sent to pay. */
const pageOf = (seeding: Seeding, { id, key, buyer }: Ordered): Promise<URL> =>
  seeding.until(`order ${key} can be paid`, async () => {
    const { _entities } = await seeding.ask<{
      _entities: [{ payment: { nextAction: { url: string | null } } | null }];
    }>({
      of: 'payments',
      as: buyer,
      query:
        'query($of: [_Any!]!) { _entities(representations: $of) { ... on Order { payment { nextAction { url } } } } }',
      variables: { of: [{ __typename: 'Order', id }] },
    });
    const url = _entities[0].payment?.nextAction.url;
    if (url != null) return new URL(url);
    await nudgePayments(seeding);
    return undefined;
  });

const FORM_TOKEN = /name="token"\s+value="([^"]+)"/;

async function press(
  { stoa }: Seeding,
  page: URL,
  { button, ...fields }: { button: string; code?: string },
): Promise<void> {
  const visit = async (url: URL, init?: RequestInit) =>
    stoa.subgraphs['payments']?.http(new Request(url, init), `demo-${randomUUID()}`);
  const form = await visit(page);
  const token = FORM_TOKEN.exec((await form?.text()) ?? '')?.[1];
  // Pressed before an earlier start was ended: the page has no form any more, the result is on its way.
  if (token === undefined && form?.ok) return;
  const action = new URL(page);
  action.pathname += `/${button}`;
  const answer = await visit(action, { method: 'POST', body: new URLSearchParams({ token: token ?? '', ...fields }) });
  if (answer?.status !== 303) throw new DemoError(`The payment page answered ${answer?.status} to ${button}`);
}
