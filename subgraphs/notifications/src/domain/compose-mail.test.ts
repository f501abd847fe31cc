import { expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import { accountFacts, orderFacts, REFUND, SHIPMENT } from '../../test/a-notification.ts';
import { composeMail, type Facts } from './compose-mail.ts';
import { linksTo } from './links.ts';
import type { About, Template } from './notification.ts';

const links = linksTo({ publicUrl: 'https://api.example.com', storefrontUrl: 'https://shop.example.com' });
const aboutUser: About = { kind: 'USER', userId: newId('usr') };
const aboutOrder: About = {
  kind: 'ORDER',
  orderId: newId('ord'),
  shipmentId: SHIPMENT,
  refundId: REFUND,
};
const compose = (template: Template, facts: Facts, about = facts.kind === 'USER' ? aboutUser : aboutOrder) =>
  composeMail({ template, about }, facts, { links, locale: 'en' });
const composed = (template: Template, facts: Facts) => {
  const mail = compose(template, facts);
  if (!mail.ok) throw new Error(mail.failure.reason);
  return mail.value;
};
const user = (change = {}): Facts => ({ kind: 'USER', account: accountFacts(change) });
const order = (change = {}): Facts => ({ kind: 'ORDER', order: orderFacts(change) });

test.each<[Template, Facts, string, string]>([
  [
    'VERIFY_EMAIL',
    user(),
    'Please verify your e-mail address',
    'https://api.example.com/auth/verify?token=usr_x.token',
  ],
  ['WELCOME', user(), 'Welcome', 'Welcome, Ada'],
  ['ORDER_PLACED', order(), 'Your order S-1001', '€53.19'],
  [
    'ORDER_CANCELLED',
    order({ cancellation: { reason: 'OUT_OF_STOCK' } }),
    'Your order S-1001 was cancelled',
    'not enough',
  ],
  ['ORDER_EXPIRED', order(), 'Your order S-1001 was not paid', 'not paid in time'],
  ['SHIPMENT_SHIPPED', order(), 'A parcel of your order S-1001 is on its way', 'JD0123'],
  ['SHIPMENT_DELIVERED', order(), 'A parcel of your order S-1001 has arrived', 'Scarf – Red'],
  ['ORDER_REFUNDED', order(), 'Refund for your order S-1001', '€10.00'],
])('%s says what it is about, as text and as HTML', (template, facts, subject, says) => {
  const mail = composed(template, facts);
  expect(mail).toMatchObject({ to: 'ada@example.com', subject });
  expect(mail.text).toContain(says);
  expect(mail.html).toContain(says);
});

test('an order is found again by its link, whose secret stays behind the #', () => {
  const { text } = composed('ORDER_PLACED', order({ id: 'ord_1' }));
  expect(text).toContain('https://shop.example.com/orders/ord_1#token=order-token');
});

test('without a storefront the access token itself is told', () => {
  const bare = linksTo({ publicUrl: 'http://localhost:4000', storefrontUrl: undefined });
  const mail = composeMail({ template: 'ORDER_PLACED', about: aboutOrder }, order(), { links: bare, locale: 'en' });
  expect(mail).toMatchObject({ ok: true, value: { text: expect.stringContaining('x-order-token): order-token') } });
});

test('who pays on delivery is told how much', () => {
  expect(composed('ORDER_PLACED', order({ paymentMethod: 'CASH_ON_DELIVERY' })).text).toContain('have €53.19 ready');
});

test('what people typed is text, never HTML and never another header', () => {
  const typed = '<img src=x onerror="1">';
  const { deliveryAddress, lines } = orderFacts();
  const facts = order({
    number: 'S-1\r\nBcc: all@example.com',
    deliveryAddress: { ...deliveryAddress, name: typed },
    lines: lines.map((line) => ({ ...line, title: typed })),
    accessToken: typed,
  });
  const mail = composed('ORDER_PLACED', facts);
  expect(mail.text).toContain(typed);
  expect(mail.html).not.toContain('<img');
  expect(mail.html).not.toContain('onerror="1"');
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

test('a stranger whose address was registered does not read what the other one calls himself', () => {
  const mail = composed('VERIFY_EMAIL', user({ displayName: 'Win now at evil.example' }));
  expect(mail.text + mail.html + mail.subject).not.toContain('evil.example');
});

test.each<[string, Template, Facts]>([
  ['an account that is gone', 'WELCOME', { kind: 'USER', account: null }],
  ['an order that is gone', 'ORDER_PLACED', { kind: 'ORDER', order: null }],
  ['an address that is verified already', 'VERIFY_EMAIL', user({ emailVerificationToken: null })],
  ['a parcel that the order lacks', 'SHIPMENT_SHIPPED', order({ shipments: [] })],
  ['a refund that the order lacks', 'ORDER_REFUNDED', order({ refunds: [] })],
])('for %s there is nothing to send', (_what, template, facts) => {
  expect(compose(template, facts)).toMatchObject({ ok: false, failure: { kind: 'NOTHING_TO_SEND' } });
});
