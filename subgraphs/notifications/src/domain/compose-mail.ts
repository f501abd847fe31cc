import { err, ok, unreachable, type Result } from '@stoa/kernel';
import type { AccountFacts, Links, OrderFacts } from './letters/facts.ts';
import type { Letter } from './letters/letter.ts';
import { LOCALES, type Letters, type Locale } from './letters/locales.ts';
import { renderLetter } from './letters/render-letter.ts';
import type { MailContent } from './mail.ts';
import type { NotificationBody } from './notification.ts';

/** What the graph knows of whom the message is for; null when there is none (any more). */
export type Facts =
  | { readonly kind: 'USER'; readonly account: AccountFacts | null }
  | { readonly kind: 'ORDER'; readonly order: OrderFacts | null };

/** There is nothing to send, and there will not be. */
export interface NothingToSend {
  readonly kind: 'NOTHING_TO_SEND';
  readonly reason: string;
}

/** Writes the mail of a notification: to whom and what it says. */
export const composeMail = (
  { template, about }: Pick<NotificationBody, 'template' | 'about'>,
  facts: Facts,
  { links, locale }: { links: Links; locale: Locale },
): Result<MailContent & { to: string }, NothingToSend> => {
  const to = facts.kind === 'USER' ? facts.account?.email : facts.order?.email;
  if (!to) return nothing('There is nobody to send it to.');
  const parts = about.kind === 'ORDER' ? about : { shipmentId: null, refundId: null };
  const letter = letterOf(template, { letters: LOCALES[locale], facts, links, ...parts });
  return letter.ok ? ok({ ...renderLetter(letter.value), to }) : letter;
};

interface Ingredients {
  readonly letters: Letters;
  readonly facts: Facts;
  readonly links: Links;
  readonly shipmentId: string | null;
  readonly refundId: string | null;
}

function letterOf(template: NotificationBody['template'], given: Ingredients): Result<Letter, NothingToSend> {
  const { letters, facts, links } = given;
  switch (template) {
    case 'VERIFY_EMAIL':
      return verificationLetter(given);
    case 'WELCOME':
      return ok(letters.welcomeLetter(accountOf(facts)));
    case 'ORDER_PLACED':
      return ok(letters.orderPlacedLetter(orderOf(facts), links));
    case 'ORDER_CANCELLED':
      return ok(letters.orderCancelledLetter(orderOf(facts), links));
    case 'ORDER_EXPIRED':
      return ok(letters.orderExpiredLetter(orderOf(facts), links));
    case 'SHIPMENT_SHIPPED':
      return parcelLetter(given, letters.shipmentShippedLetter);
    case 'SHIPMENT_DELIVERED':
      return parcelLetter(given, letters.shipmentDeliveredLetter);
    case 'ORDER_REFUNDED':
      return refundLetter(given);
  }
  return unreachable(template);
}

function verificationLetter({ letters, facts, links }: Ingredients): Result<Letter, NothingToSend> {
  const token = accountOf(facts).emailVerificationToken;
  return token === null ? nothing('The address is verified already.') : ok(letters.verifyEmailLetter(token, links));
}

function parcelLetter(
  { facts, links, shipmentId }: Ingredients,
  write: Letters['shipmentShippedLetter'],
): Result<Letter, NothingToSend> {
  const order = orderOf(facts);
  const parcel = order.shipments.find(({ id }) => id === shipmentId);
  return parcel ? ok(write(order, parcel, links)) : nothing('The order has no such parcel.');
}

function refundLetter({ letters, facts, links, refundId }: Ingredients): Result<Letter, NothingToSend> {
  const order = orderOf(facts);
  const refund = order.refunds.find(({ id }) => id === refundId);
  return refund ? ok(letters.orderRefundedLetter(order, refund, links)) : nothing('The order has no such refund.');
}

const nothing = (reason: string) => err({ kind: 'NOTHING_TO_SEND', reason } as const);

function accountOf(facts: Facts): AccountFacts {
  if (facts.kind !== 'USER' || !facts.account) throw new TypeError('This letter is about an account');
  return facts.account;
}

function orderOf(facts: Facts): OrderFacts {
  if (facts.kind !== 'ORDER' || !facts.order) throw new TypeError('This letter is about an order');
  return facts.order;
}
