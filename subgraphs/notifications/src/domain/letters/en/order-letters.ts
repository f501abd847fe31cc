import { unreachable } from '@stoa/kernel';
import type { Links, OrderFacts, Parcel } from '../facts.ts';
import { note, paragraph, type Letter } from '../letter.ts';
import { amountText } from './amounts.ts';
import { bill, contents, destination, wayBack } from './order-parts.ts';

/** The order is binding. */
export const orderPlacedLetter = (order: OrderFacts, links: Links): Letter => ({
  subject: `Your order ${order.number}`,
  title: 'Thank you for your order',
  blocks: [
    paragraph(`We have your order ${order.number}. ${paymentSentence(order)}`),
    bill(order),
    destination(order),
    ...wayBack(order, links),
  ],
});

/** The order was called off, and why. */
export const orderCancelledLetter = (order: OrderFacts, links: Links): Letter => ({
  subject: `Your order ${order.number} was cancelled`,
  title: 'Your order was cancelled',
  blocks: [
    paragraph(`Order ${order.number} was cancelled: ${reasonText(order.cancellation?.reason)}`),
    ...(order.refunds.length > 0 ? [paragraph('What you have paid is on its way back.')] : []),
    bill(order),
    ...wayBack(order, links),
  ],
});

/** Nobody paid in time. */
export const orderExpiredLetter = (order: OrderFacts, links: Links): Letter => ({
  subject: `Your order ${order.number} was not paid`,
  title: 'Your order has ended',
  blocks: [
    paragraph(
      `Order ${order.number} was not paid in time, so it has ended. You owe nothing; order again when you like.`,
    ),
    ...wayBack(order, links),
  ],
});

/** A parcel is on its way. */
export const shipmentShippedLetter = (order: OrderFacts, parcel: Parcel, links: Links): Letter => ({
  subject: `A parcel of your order ${order.number} is on its way`,
  title: 'Your parcel is on its way',
  blocks: [...contents(parcel), destination(order), ...wayBack(order, links)],
});

/** A parcel has arrived. */
export const shipmentDeliveredLetter = (order: OrderFacts, parcel: Parcel, links: Links): Letter => ({
  subject: `A parcel of your order ${order.number} has arrived`,
  title: 'Your parcel has arrived',
  blocks: [...contents(parcel), note('If it has not, answer your shop soon.'), ...wayBack(order, links)],
});

/** Money was given back. */
export const orderRefundedLetter = (
  order: OrderFacts,
  refund: OrderFacts['refunds'][number],
  links: Links,
): Letter => ({
  subject: `Refund for your order ${order.number}`,
  title: `${amountText(refund.amount)} were given back`,
  blocks: [
    paragraph(`For order ${order.number} you get ${amountText(refund.amount)} back, the way you paid.`),
    note('Banks take some days to show it.'),
    ...wayBack(order, links),
  ],
});

const paymentSentence = ({ paymentMethod, total }: OrderFacts) =>
  paymentMethod === 'CASH_ON_DELIVERY'
    ? `Please have ${amountText(total)} ready when it arrives.`
    : 'It is paid, and the shops are told.';

type CancelReason = 'CHANGED_MIND' | 'OUT_OF_STOCK' | 'PAYMENT_FAILED' | 'SELLER_DECLINED' | 'FRAUD' | 'OTHER';

function reasonText(reason: string | undefined): string {
  const known = (reason ?? 'OTHER') as CancelReason;
  switch (known) {
    case 'CHANGED_MIND':
      return 'you, or somebody for you, have called it off.';
    case 'OUT_OF_STOCK':
      return 'there was not enough of something in it. We are sorry.';
    case 'PAYMENT_FAILED':
      return 'it could not be paid.';
    case 'SELLER_DECLINED':
      return 'a shop cannot deliver it. We are sorry.';
    case 'FRAUD':
    case 'OTHER':
      return 'please ask support if you want to know more.';
  }
  return unreachable(known);
}
