import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { atRest, deadLetters } from '../harness/at-rest.ts';
import type { GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aGuestWithCart,
  anAdmin,
  aProduct,
  aShop,
  mails,
  placeInput,
  placeOrder,
  type TestShop,
} from '../harness/market.ts';
import { cancelOrder, orderComesTo, orderMoney } from '../harness/orders.ts';
import { brokerOfRun, stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { stockOf } from '../harness/stock.ts';
import { letPauseEnd } from '../harness/time.ts';
import { until } from '../harness/until.ts';

const STOCK = 100;
const QUANTITY = 2;

// Each list is one purchase, which dies at the first place, is started again, dies at the next one, and so on.
const ON_POSTGRES: readonly (readonly [string, readonly string[]])[] = [
  ['is written down', ['before-commit:OrderSubmitted', 'after-commit:OrderSubmitted', 'before-publish:OrderSubmitted']],
  [
    'has its stock held',
    ['after-publish:OrderSubmitted', 'before-apply:inventory:OrderSubmitted', 'after-apply:inventory:OrderSubmitted'],
  ],
  [
    'asks for its money',
    ['after-apply:orders:StockReserved', 'before-provider-call:create', 'after-provider-call:create'],
  ],
  ['hears of its money', ['before-webhook-stored', 'after-webhook-stored', 'before-commit:PaymentCaptured']],
  [
    'becomes binding',
    ['after-publish:PaymentCaptured', 'before-apply:orders:PaymentCaptured', 'after-apply:orders:PaymentCaptured'],
  ],
  [
    'is told to everybody',
    ['after-publish:OrderPlaced', 'before-apply:notifications:OrderPlaced', 'after-apply:notifications:OrderPlaced'],
  ],
];
const ON_KAFKA: typeof ON_POSTGRES = [
  [
    'is written, held and paid',
    ['after-commit:OrderSubmitted', 'after-apply:inventory:OrderSubmitted', 'before-webhook-stored'],
  ],
];
const GIVING_BACK = ['after-commit:RefundRequested', 'before-provider-call:refund', 'after-provider-call:refund'];

describe(`a purchase whose process is killed, on ${brokerOfRun()}`, () => {
  let stoa: StoaProcess;
  let shop: TestShop;
  let product: Awaited<ReturnType<typeof aProduct>>;
  let sold = 0;
  let lastOrder: { buyer: GraphClient; id: string; number: string };

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    shop = await aShop(stoa, await anAdmin(stoa), 'Phoenix');
    product = await aProduct(shop, { stock: STOCK, price: '10.00' });
  }, 60_000);
  afterAll(() => stoa.destroy());

  /** What the buyer does until the order is PLACED, however often it has to be begun again. */
  const buy = async (guest: GraphClient, input: ReturnType<typeof placeInput>) => {
    const placed = await placeOrder(guest, input.cartId, input);
    expect(placed.userErrors).toEqual([]);
    const { id, number } = placed.order!;
    const buyer = guest.as({ orderToken: placed.orderToken! });
    const page = await until('a page to pay on, unless it is paid', async () => {
      const { order } = await buyer.ask(
        `query ($id: ID!) { order(id: $id) { status payment { nextAction { url } } } }`,
        { id },
      );
      const { status, payment } = order as { status: string; payment: { nextAction: { url: string | null } } | null };
      return status === 'PLACED' ? 'none' : payment?.nextAction.url;
    });
    // It was approved before the process died when there is no such button any more.
    if (page !== 'none') await pressOnHostedPage(page, stoa.url, /approve/i).catch(() => undefined);
    await orderComesTo('placed', { buyer, id }, ({ status }) => status === 'PLACED');
    return { buyer, id, number };
  };

  /** Starts it armed for each place in turn, and begins the work again, until the process has died at all of them. */
  const killedAt = async (places: readonly string[], work: () => Promise<unknown>) => {
    for (const place of places) {
      await stoa.kill();
      await stoa.start({ failpoint: place });
      await letPauseEnd(stoa).catch(() => undefined);
      const isOver = new AbortController();
      const outcome = await Promise.race([stoa.ended(), patiently(work, isOver.signal).then(() => 'came through')]);
      isOver.abort();
      expect(`${place}: ${outcome}`).toBe(`${place}: SIGKILL`);
    }
    await stoa.start();
    await letPauseEnd(stoa);
  };

  test.each(brokerOfRun() === 'kafka' ? ON_KAFKA : ON_POSTGRES)(
    'while it %s ends PLACED and paid once',
    async (_, places) => {
      const { client: guest, cartId } = await aGuestWithCart(stoa, [
        { variantId: product.variantId, quantity: QUANTITY },
      ]);
      const input = placeInput(cartId, { idempotencyKey: randomUUID() });
      await killedAt(places, () => buy(guest, input));
      const { buyer, id, number } = await buy(guest, input);
      sold += QUANTITY;

      await expectPaidOnce(buyer, id, number);
      await atRest(stoa);
      await until('the shop to have its sale', async () => (await salesOf(id)) === 1);
      await until('the mail to come', async () => (await mailsAbout(number)).length > 0);
      await until(
        'the stock to be committed',
        async () => (await stockOf(shop, product.productId)).available === STOCK - sold,
      );
      expect(await stockOf(shop, product.productId)).toEqual({
        onHand: STOCK,
        reserved: sold,
        available: STOCK - sold,
      });
      expect(await salesOf(id)).toBe(1);
      expect(await mailsAbout(number)).toEqual([`Your order ${number}`]);
      expect(await deadLetters(stoa)).toEqual([]);
      lastOrder = { buyer, id, number };
    },
    120_000,
  );

  // Three places are enough to tell that Kafka keeps what PostgreSQL does: they are the purchase's.
  const onPostgres = brokerOfRun() === 'postgres' ? test : () => undefined;
  onPostgres(
    'while it is paid back ends CANCELLED and paid back once',
    async () => {
      const { buyer, id, number } = lastOrder;
      await killedAt(GIVING_BACK, async () => {
        await cancelOrder(buyer, id);
        await orderComesTo('paid back', { buyer, id }, (order) => order.paymentStatus === 'REFUNDED');
      });
      const order = await orderComesTo('paid back', { buyer, id }, ({ paymentStatus }) => paymentStatus === 'REFUNDED');
      sold -= QUANTITY;
      await atRest(stoa);
      expect(order).toMatchObject({ status: 'CANCELLED', refunds: [{ status: 'SUCCEEDED', amount: order.total }] });
      expect(order.payment).toMatchObject({
        refundedTotal: order.total,
        transactions: [{ kind: 'CAPTURE' }, { kind: 'REFUND' }],
      });
      const payments = await stoa.database('payments');
      const refunds = await payments.rows<{ status: string }>(
        'SELECT r.status FROM sandbox_refunds r JOIN sandbox_payments p ON p.reference = r.payment_reference WHERE p.order_number = $1',
        [number],
      );
      expect(refunds).toEqual([{ status: 'SUCCEEDED' }]);
      await until('the refund to be told', async () => (await mailsAbout(number)).length === 3);
      expect((await mailsAbout(number)).toSorted()).toEqual([
        `Refund for your order ${number}`,
        `Your order ${number}`,
        `Your order ${number} was cancelled`,
      ]);
      await until(
        'the stock to return',
        async () => (await stockOf(shop, product.productId)).available === STOCK - sold,
      );
      expect(await deadLetters(stoa)).toEqual([]);
    },
    120_000,
  );

  const expectPaidOnce = async (buyer: GraphClient, id: string, number: string) => {
    const order = await orderMoney(buyer, id);
    expect(order).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID', refunds: [] });
    expect(order.payment).toMatchObject({
      status: 'PAID',
      capturedTotal: order.total,
      attempts: [{ status: 'CAPTURED' }],
      transactions: [{ kind: 'CAPTURE', amount: order.total }],
    });
    // The provider's own books.
    const payments = await stoa.database('payments');
    const charged = await payments.rows<{ status: string; amount: string }>(
      'SELECT status, amount_minor::text AS amount FROM sandbox_payments WHERE order_number = $1',
      [number],
    );
    expect(charged).toEqual([{ status: 'CAPTURED', amount: order.total.amountMinor }]);
  };

  const salesOf = async (orderId: string): Promise<number> => {
    const { shop: seen } = await shop.owner.ask(
      `query ($id: ID!) { shop(id: $id) { ledger(first: 100) { nodes { kind order { id } } } } }`,
      { id: shop.shopId },
    );
    const { nodes } = (seen as { ledger: { nodes: { kind: string; order: { id: string } | null }[] } }).ledger;
    return nodes.filter(({ kind, order }) => kind === 'SALE' && order?.id === orderId).length;
  };
  const mailsAbout = async (number: string) =>
    (await mails(stoa).subjects()).filter((subject) => subject.includes(number));
});

/** Begins again whenever it fails: a buyer who sees an error page tries once more. */
async function patiently(work: () => Promise<unknown>, isOver: AbortSignal): Promise<void> {
  await until(
    'the buyer to get through',
    async () => {
      if (!isOver.aborted) await work();
      return true;
    },
    60_000,
  );
}
