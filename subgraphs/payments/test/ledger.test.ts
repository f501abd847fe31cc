import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aUser } from '@stoa/testing';
import { aWebHook, sendHook } from './a-web-hook.ts';
import { anOrder, type TestOrder } from './an-order.ts';
import { openPayments, type TestPayments } from './open-payments.ts';
import { onPayPage, pay } from './pay-page.ts';
import { awaitPayment, known, paymentOf, startPayment } from './payment-of.ts';
import { randomFrom } from './random-from.ts';

let payments: TestPayments;
beforeAll(async () => (payments = await openPayments()));
afterAll(() => payments.close());

const balances = async (orderId: string) => {
  const { rows } = await payments.pool.query<{ account: string; balance: number }>(
    'SELECT account, sum(amount_minor)::bigint AS balance FROM ledger_entries WHERE order_id = $1 GROUP BY account ORDER BY account',
    [orderId],
  );
  return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]));
};

describe('the books', () => {
  test('say what the provider owes us and what we owe, and a refund reverses both', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order));
    expect(await balances(order.id)).toEqual({ ORDER_LIABILITY: -4_990, PROVIDER_RECEIVABLE: 4_990 });
    await payments.hear(order.placed, order.refundRequested(1_990));
    await payments.drain();
    expect(await balances(order.id)).toEqual({ ORDER_LIABILITY: -3_000, PROVIDER_RECEIVABLE: 3_000 });
  });

  test('cannot be changed, and cannot be out of balance', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order));
    await expect(payments.pool.query('UPDATE ledger_entries SET amount_minor = 1')).rejects.toThrow('append-only');
    await expect(payments.pool.query('DELETE FROM payment_transactions')).rejects.toThrow('append-only');
    await expect(
      payments.pool.query(
        `INSERT INTO ledger_entries (transaction_id, order_id, account, amount_minor, currency_code, created_at)
         SELECT id, 'ord_1', 'ORDER_LIABILITY', -1, 'EUR', now() FROM payment_transactions LIMIT 1`,
      ),
    ).rejects.toThrow('do not add up to zero');
  });

  test('are read by admins alone, newest first, page by page', async () => {
    const order = anOrder();
    await pay(payments, await awaitPayment(payments, order));
    const read = (caller: object, after?: string) =>
      payments.as(caller).ask(
        `query ($id: ID, $after: String) { paymentLedger(first: 1, after: $after, orderId: $id) {
           nodes { account amount { amount } order { id } transactionId createdAt } pageInfo { hasNextPage endCursor } totalCount } }`,
        { id: order.id, after },
      );
    expect((await read(aUser())).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const admin = aUser({ roles: ['ADMIN'] });
    const { data: first } = await read(admin);
    const { data: second } = await read(admin, first.paymentLedger.pageInfo.endCursor);
    expect([...first.paymentLedger.nodes, ...second.paymentLedger.nodes]).toMatchObject([
      { account: 'ORDER_LIABILITY', amount: { amount: '-49.90' }, order: { id: order.id } },
      { account: 'PROVIDER_RECEIVABLE', amount: { amount: '49.90' } },
    ]);
    expect(second.paymentLedger.pageInfo.hasNextPage).toBe(false);
  });

  test.each([1, 2, 3, 4, 5, 6])('add up to zero and agree with the provider after anything (seed %i)', async (seed) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 5; round += 1) {
      const order = anOrder();
      await payments.hear(order.submitted);
      for (let step = 0; step < 14; step += 1) await random.pick(STEPS)(order, random);
      await payments.drain();
      const { ORDER_LIABILITY = 0, PROVIDER_RECEIVABLE = 0 } = await balances(order.id);
      expect(ORDER_LIABILITY + PROVIDER_RECEIVABLE).toBe(0);
      expect(PROVIDER_RECEIVABLE).toBe(await heldByProvider(order));
      expect(await payments.deadLetters()).toEqual([]);
    }
  });
});

type Step = (order: TestOrder, random: ReturnType<typeof randomFrom>) => Promise<unknown>;

const onNewestPage = async (order: TestOrder, action: 'approve' | 'decline' | 'later') => {
  const payment = known(await paymentOf(payments, order));
  if (payment.nextAction.url !== null) await onPayPage(payment, action);
};

/** What buyers, orders, providers, timers and bad luck do, in any order. */
const STEPS: readonly Step[] = [
  (order) => payments.hear(order.awaitingPayment),
  (order) => payments.hear(order.awaitingPayment),
  (order) => onNewestPage(order, 'approve'),
  (order) => onNewestPage(order, 'decline'),
  (order) => onNewestPage(order, 'later'),
  (order, { integer }) => startPayment(payments, order, { key: `${order.id}-${integer(3)}` }),
  (order) => payments.hear(order.cancelRequested),
  (order) => payments.hear(order.placed),
  (order) => payments.hear(order.cancelled),
  (order, { integer }) => payments.hear(order.refundRequested(1 + integer(5_500))),
  () => payments.open.runJob('call-provider'),
  () => payments.open.runJob('call-provider'),
  () => payments.open.runJob('deliver-sandbox-hooks'),
  () => payments.open.runJob('apply-provider-events'),
  () => payments.open.runJob('reconcile-payments'),
  () => payments.open.runJob('settle-sandbox-payments'),
  async () => payments.clock.advance(45_000),
  async (order, { pick, maybe }) => {
    // Stale news: what the provider said before, again and under a new name. It never says that money was taken which was not.
    const reference = maybe(known(await paymentOf(payments, order)).attempts)?.id;
    const status = pick(['REQUIRES_ACTION', 'PROCESSING'] as const);
    if (reference) await sendHook(payments, aWebHook({ reference, status }));
  },
];

const heldByProvider = async (order: TestOrder): Promise<number> => {
  const { rows } = await payments.pool.query<{ held: number }>(
    `SELECT coalesce(sum(p.amount_minor - coalesce((SELECT sum(r.amount_minor) FROM sandbox_refunds r
       WHERE r.payment_reference = p.reference AND r.status = 'SUCCEEDED'), 0)), 0)::bigint AS held
     FROM sandbox_payments p WHERE p.status = 'CAPTURED' AND p.order_number = $1`,
    [`S-${order.id.slice(-6)}`],
  );
  return rows[0]?.held ?? 0;
};
