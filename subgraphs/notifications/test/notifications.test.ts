import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  EmailVerificationRequested,
  EmailVerified,
  OrderCancelled,
  OrderExpired,
  OrderPlaced,
  OrderRefunded,
  ShipmentDelivered,
  ShipmentShipped,
} from '@stoa/contracts';
import { money, newId } from '@stoa/kernel';
import type { GraphQuestion } from '@stoa/subgraph-kit';
import { aUser, type TestSubgraph } from '@stoa/testing';
import { accountFacts, orderFacts } from './a-notification.ts';
import { openNotifications } from './open-notifications.ts';

let subgraph: TestSubgraph;
let graph: { account: object | null; order: object | null; isDown: boolean; questions: GraphQuestion[] };
beforeAll(async () => {
  subgraph = await openNotifications((question) => {
    graph.questions.push(question);
    if (graph.isDown) return Promise.reject(new Error('connection refused'));
    const { account, order } = graph;
    return Promise.resolve({ data: question.operationId === 'AccountMail' ? { user: account } : { order } });
  });
});
beforeEach(async () => {
  graph = { account: accountFacts(), order: orderFacts(), isDown: false, questions: [] };
  await subgraph.pool.query('TRUNCATE notifications, mails');
});
afterAll(() => subgraph.close());

const send = () => subgraph.open.runJob('send-notifications');
const support = aUser({ roles: ['SUPPORT'] });
const DELIVERIES = `query ($filter: NotificationDeliveryFilter, $first: Int, $after: String) {
  notificationDeliveries(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id template channel status recipient order { id } attempts lastError createdAt sentAt } } }`;
const deliveries = async (variables: object = {}) =>
  (await subgraph.as(support).ask(DELIVERIES, { ...variables })).data.notificationDeliveries;
const mails = async () =>
  (await subgraph.pool.query('SELECT id, message_id, recipient, subject, text FROM mails ORDER BY id')).rows;

const verificationOf = (userId = newId('usr')) => EmailVerificationRequested.of({ userId });
const order = () => ({ orderId: newId('ord'), buyerId: null, shopIds: [newId('shop')] });
const placed = (reference = order()) => {
  const total = money(5_319, 'EUR');
  const part = { sellerOrderId: newId('sord'), shopId: reference.shopIds[0]!, total, commission: money(0, 'EUR') };
  return OrderPlaced.of({ ...reference, placedAt: '2026-01-15T10:00:00.000Z', total, sellerOrders: [part] });
};
const parcel = () => {
  const { shopIds, ...reference } = order();
  const line = { orderLineId: newId('oln'), variantId: newId('var'), quantity: 2 };
  return { ...reference, shopId: shopIds[0]!, sellerOrderId: newId('sord'), shipmentId: newId('shp'), lines: [line] };
};

test('a request to verify becomes a mail with the link, and support sees that it left', async () => {
  await subgraph.hear(verificationOf());
  expect(await deliveries()).toMatchObject({
    nodes: [{ status: 'QUEUED', recipient: null, attempts: 0, sentAt: null }],
  });
  await send();
  expect(await mails()).toMatchObject([
    {
      recipient: 'ada@example.com',
      text: expect.stringContaining('http://localhost:4000/auth/verify?token=usr_x.token'),
    },
  ]);
  const { totalCount, nodes } = await deliveries();
  expect(totalCount).toBe(1);
  expect(nodes).toEqual([
    {
      id: expect.stringMatching(/^ntf_/),
      template: 'VERIFY_EMAIL',
      channel: 'EMAIL',
      status: 'SENT',
      recipient: 'a•••@example.com',
      order: null,
      attempts: 1,
      lastError: null,
      createdAt: '2026-01-15T10:00:00.000Z',
      sentAt: '2026-01-15T10:00:00.000Z',
    },
  ]);
  expect(await subgraph.announced(nodes[0].id)).toEqual(['NotificationSent']);
});

test('facts are asked for as the service alone, with the internal scope', async () => {
  await subgraph.hear(verificationOf(), placed());
  await send();
  expect(graph.questions.map(({ operationId }) => operationId).toSorted()).toEqual(['AccountMail', 'OrderMail']);
  for (const { caller } of graph.questions)
    expect(caller).toEqual({ service: { name: 'notifications', scopes: ['internal'] } });
});

test('an event that comes twice makes one mail; a second request makes a second', async () => {
  const userId = newId('usr');
  await subgraph.hear({ event: verificationOf(userId), seq: 1 }, { event: verificationOf(userId), seq: 1 });
  expect((await deliveries()).totalCount).toBe(1);
  await subgraph.hear({ event: verificationOf(userId), seq: 2 });
  expect((await deliveries()).totalCount).toBe(2);
});

test('one order is confirmed once, also when it is announced by another event', async () => {
  const reference = order();
  await subgraph.hear(placed(reference), placed(reference));
  expect((await deliveries()).nodes).toMatchObject([{ template: 'ORDER_PLACED', order: { id: reference.orderId } }]);
  expect(await subgraph.deadLetters()).toEqual([]);
});

test.each([
  ['WELCOME', () => EmailVerified.of({ userId: newId('usr') })],
  ['ORDER_PLACED', () => placed()],
  ['ORDER_CANCELLED', () => OrderCancelled.of({ ...order(), cartId: null, reason: 'CHANGED_MIND', wasPlaced: true })],
  ['ORDER_EXPIRED', () => OrderExpired.of({ ...order(), cartId: null })],
  ['SHIPMENT_SHIPPED', () => ShipmentShipped.of({ ...parcel(), carrier: 'DHL', trackingNumber: 'JD0123' })],
  ['SHIPMENT_DELIVERED', () => ShipmentDelivered.of({ ...parcel(), deliveredAt: '2026-01-15T10:00:00.000Z' })],
  [
    'ORDER_REFUNDED',
    () => OrderRefunded.of({ ...order(), refundId: newId('rfd'), amount: money(1_000, 'EUR'), sellerOrders: [] }),
  ],
])('%s is sent when it has happened', async (template, happened) => {
  const event = happened();
  const { shipmentId, refundId } = event.payload as { shipmentId?: string; refundId?: string };
  const facts = orderFacts();
  graph.order = {
    ...facts,
    shipments: facts.shipments.map((shipment) => ({ ...shipment, id: shipmentId })),
    refunds: facts.refunds.map((refund) => ({ ...refund, id: refundId })),
  };
  await subgraph.hear(event);
  await send();
  expect((await deliveries()).nodes).toMatchObject([{ template, status: 'SENT' }]);
});

describe('when a try fails', () => {
  test('a graph that does not answer is asked again later, and nothing is lost', async () => {
    graph.isDown = true;
    await subgraph.hear(placed());
    await send();
    expect((await deliveries()).nodes).toMatchObject([
      { status: 'QUEUED', attempts: 1, lastError: expect.any(String) },
    ]);
    expect(await send()).toBe(0);
    graph.isDown = false;
    subgraph.clock.advance(5_000);
    await send();
    expect((await deliveries()).nodes).toMatchObject([{ status: 'SENT', attempts: 2, lastError: null }]);
    expect(await mails()).toHaveLength(1);
  });

  test('a mail that has nobody to go to is given up and announced', async () => {
    graph.order = null;
    await subgraph.hear(placed());
    await send();
    const { nodes } = await deliveries();
    expect(nodes).toMatchObject([{ status: 'FAILED', lastError: 'There is nobody to send it to.', sentAt: null }]);
    expect(await subgraph.announcedPayloads(nodes[0].id)).toMatchObject([
      { type: 'NotificationFailed', payload: { template: 'ORDER_PLACED', reason: 'There is nobody to send it to.' } },
    ]);
  });

  test('a process that dies after the mail has left sends the same message again, not another one', async () => {
    await subgraph.hear(placed());
    await send();
    const [first] = await mails();
    // As it would stand in the database: the try was written down, its end was not.
    await subgraph.pool.query(
      `UPDATE notifications SET status = 'SENDING', sent_at = NULL, due_at = $1::timestamptz + interval '2 minutes'`,
      [subgraph.clock.now()],
    );
    expect(await send()).toBe(0);
    subgraph.clock.advance(120_000);
    await send();
    expect(await mails()).toEqual([first]);
    expect((await deliveries()).nodes).toMatchObject([{ status: 'SENT', attempts: 2 }]);
  });

  test('one letter that cannot be written does not keep the others from going out', async () => {
    graph.order = { ...orderFacts(), lines: undefined };
    await subgraph.hear(placed(), verificationOf());
    await send();
    expect(await mails()).toMatchObject([{ subject: 'Please verify your e-mail address' }]);
    expect((await deliveries({ filter: { statuses: ['QUEUED'] } })).nodes).toMatchObject([
      { template: 'ORDER_PLACED', attempts: 1 },
    ]);
  });
});

test('sending one mail costs 11 statements, a batch of ten 74', async () => {
  await subgraph.hear(placed());
  subgraph.statements();
  await send();
  // Due · begin, lock, write, commit · mailbox · begin, lock, write, announce, commit.
  expect(subgraph.statements().filter(isOurs)).toHaveLength(11);

  await subgraph.hear(...Array.from({ length: 10 }, () => placed()));
  subgraph.statements();
  await send();
  expect(subgraph.statements().filter(isOurs)).toHaveLength(74);
  expect(await mails()).toHaveLength(11);
});

describe('the list for support', () => {
  test('is paged newest first in one statement a page, and narrowed', async () => {
    const events = [placed(), verificationOf(), placed()];
    await subgraph.hear(...events);
    subgraph.statements();
    const first = (await subgraph.as(support).ask(DELIVERIES.replace('totalCount', ''), { first: 2 })).data
      .notificationDeliveries;
    expect(subgraph.statements().filter(isOurs)).toHaveLength(1);
    const second = await deliveries({ first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ template }: { template: string }) => template)).toEqual([
      'ORDER_PLACED',
      'VERIFY_EMAIL',
      'ORDER_PLACED',
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, second.totalCount]).toEqual([true, false, 3]);
    const ofOrder = await deliveries({ filter: { orderId: events[0]!.aggregateId } });
    expect(ofOrder.nodes).toMatchObject([{ order: { id: events[0]!.aggregateId } }]);
    expect((await deliveries({ filter: { templates: ['VERIFY_EMAIL'], statuses: ['SENT'] } })).nodes).toEqual([]);
  });

  test('is for support and admins', async () => {
    for (const caller of [{}, aUser()])
      expect(await subgraph.as(caller).ask(DELIVERIES)).toMatchObject({
        data: { notificationDeliveries: null },
        errors: [{}],
      });
    expect((await subgraph.as(aUser({ roles: ['ADMIN'] })).ask(DELIVERIES)).errors).toBeUndefined();
  });
});

describe('the mailbox', () => {
  test('lists mails newest first, page by page, and shows each as HTML and text', async () => {
    for (let count = 0; count < 3; count += 1) {
      await subgraph.hear(...Array.from({ length: 9 }, () => placed()));
      await send();
    }
    const list = (await (await subgraph.http('/mail'))?.text()) ?? '';
    expect(list.match(/<li>/g)).toHaveLength(25);
    const older = /href="(\/mail\?beyond=[^"]+)"/.exec(list)?.[1] ?? '';
    expect((await (await subgraph.http(older))?.text())?.match(/<li>/g)).toHaveLength(2);

    const [newest] = (await mails()).toReversed();
    expect(list.indexOf(newest.id)).toBeGreaterThan(0);
    const view = (await (await subgraph.http(`/mail/${newest.id}`))?.text()) ?? '';
    expect(view).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(view).toContain('Thank you for your order');
  });

  test('shows what people typed as text', async () => {
    graph.order = orderFacts({ number: '<script>alert(1)</script>' });
    await subgraph.hear(placed());
    await send();
    const list = await subgraph.http('/mail');
    expect(await list?.text()).not.toContain('<script>');
    expect(list?.headers.get('content-security-policy')).toContain("default-src 'none'");
    const [mail] = await mails();
    expect(await (await subgraph.http(`/mail/${mail.id}`))?.text()).not.toContain('<script>');
  });

  test('has no mail under an unknown id', async () => {
    expect((await subgraph.http('/mail/ntf_none'))?.status).toBe(404);
  });
});

// Reads of the connection's own settings are not the subgraph's.
const isOurs = (text: string) => !/^(SET|SHOW)\b/i.test(text);
