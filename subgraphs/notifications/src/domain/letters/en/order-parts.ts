import type { Links, OrderFacts, Parcel } from '../facts.ts';
import { link, note, paragraph, table, type Block } from '../letter.ts';
import { amountText } from './amounts.ts';

/** Lines and totals of an order. */
export const bill = (order: OrderFacts): Block =>
  table([
    ...order.lines.map(({ title, quantity, total }) => ({ left: `${quantity} × ${title}`, right: amountText(total) })),
    { left: 'Items', right: amountText(order.itemsTotal) },
    { left: 'Delivery', right: amountText(order.deliveryTotal) },
    { left: 'Tax', right: amountText(order.taxTotal) },
    { left: 'Total', right: amountText(order.total), isTotal: true },
  ]);

/** Where the goods go. */
export const destination = ({ deliveryAddress: to }: OrderFacts): Block =>
  paragraph(
    ['It goes to:', to.name, to.line1, to.line2, [to.postalCode, to.city].join(' ').trim(), to.region, to.countryCode]
      .filter(Boolean)
      .join('\n'),
  );

/** What a parcel holds and how to follow it. */
export const contents = ({ carrier, trackingNumber, lines }: Parcel): Block[] => [
  table(lines.map(({ quantity, line }) => ({ left: line.title, right: `${quantity} ×` }))),
  ...(carrier !== null && trackingNumber !== null ? [paragraph(`${carrier}, tracking number ${trackingNumber}`)] : []),
];

/** The way back to the order, also for whoever ordered without an account. */
export const wayBack = (order: OrderFacts, links: Links): Block[] => {
  if (order.accessToken === null) return [];
  const url = links.order(order.id, order.accessToken);
  return url === undefined
    ? [note(`Order ${order.id}\nAccess token (send it as x-order-token): ${order.accessToken}`)]
    : [link('See your order', url), note('Whoever has this link can see the order: keep it to yourself.')];
};
