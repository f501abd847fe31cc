import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aGuestWithCart,
  anAdmin,
  aProduct,
  aShop,
  orderReaches,
  PLACE_ORDER,
  paymentPage,
  placeInput,
  placeOrder,
  type TestShop,
} from '../harness/market.ts';
import { cancelOrder, orderComesTo, orderMoney } from '../harness/orders.ts';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { stockOf } from '../harness/stock.ts';
import { until } from '../harness/until.ts';

const BUYERS = 64;
const UNITS = 10;
const RETRIES = 50;

type Placed = Awaited<ReturnType<typeof placeOrder>>;
interface Attempt {
  readonly buyer: GraphClient;
  readonly cartId: string;
  readonly placed: Placed;
}

describe('the last units', () => {
  let stoa: StoaProcess;
  let shop: TestShop;

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    shop = await aShop(stoa, await anAdmin(stoa), 'Last Units');
  });
  afterAll(() => stoa.destroy());

  describe(`of a product that ${BUYERS} buyers order at once when there are ${UNITS}`, () => {
    let product: Awaited<ReturnType<typeof aProduct>>;
    let winners: Attempt[];
    let losers: Attempt[];

    beforeAll(async () => {
      product = await aProduct(shop, { stock: UNITS });
      const carts = await Promise.all(
        Array.from({ length: BUYERS }, () => aGuestWithCart(stoa, [{ variantId: product.variantId, quantity: 1 }])),
      );
      const attempts = await Promise.all(
        carts.map(async ({ client, cartId }) => {
          const placed = await placeOrder(client, cartId);
          return { buyer: client.as({ orderToken: placed.orderToken ?? undefined }), cartId, placed };
        }),
      );
      const settled = await Promise.all(
        attempts.map(async (attempt) => ({ ...attempt, status: await statusOf(attempt) })),
      );
      winners = settled.filter(({ status }) => status === 'AWAITING_PAYMENT');
      losers = settled.filter(({ status }) => status !== 'AWAITING_PAYMENT');
    });

    test('go to exactly as many orders; the others are told why', async () => {
      expect(winners).toHaveLength(UNITS);
      const reasons = await Promise.all(losers.map(reasonOf));
      expect(new Set(reasons).difference(new Set(['INSUFFICIENT_STOCK', 'CANCELLED/OUT_OF_STOCK']))).toEqual(new Set());
      expect(reasons).toHaveLength(BUYERS - UNITS);
    });

    test('are held, never more than there are', async () => {
      expect(await stockOf(shop, product.productId)).toEqual({ onHand: UNITS, reserved: UNITS, available: 0 });
    });

    test('cannot be paid for by anybody else', async () => {
      const withOrder = losers.filter(({ placed }) => placed.order !== null);
      for (const { buyer, placed } of withOrder) {
        const { paymentStart } = await buyer.ask(
          `mutation ($input: PaymentStartInput!) { paymentStart(input: $input) { payment { id } userErrors { ... on UserError { code } } } }`,
          { input: { orderId: placed.order?.id, method: 'SANDBOX', idempotencyKey: randomUUID() } },
        );
        expect(paymentStart).toEqual({ payment: null, userErrors: [{ code: 'WRONG_STATE' }] });
      }
      const payments = await stoa.database('payments');
      const [row] = await payments.rows<{ asked: number }>('SELECT count(*)::int AS asked FROM sandbox_payments');
      // The provider was asked for the winners' money alone, once each.
      await until('the provider to be asked', async () => {
        const [now] = await payments.rows<{ asked: number }>('SELECT count(*)::int AS asked FROM sandbox_payments');
        return now?.asked === UNITS;
      });
      expect(row?.asked).toBeLessThanOrEqual(UNITS);
    });

    test('return when the orders are called off, paid or not', async () => {
      const paid = winners.slice(0, 3);
      for (const { buyer, placed } of paid) {
        await pressOnHostedPage(await paymentPage(buyer, placed.order!.id), stoa.url, /approve/i);
        await orderReaches(buyer, placed.order!.id, 'PLACED');
      }
      const cancelled = await Promise.all(winners.map(({ buyer, placed }) => cancelOrder(buyer, placed.order!.id)));
      expect(cancelled.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      for (const { buyer, placed } of winners) await orderReaches(buyer, placed.order!.id, 'CANCELLED');
      for (const { buyer, placed } of paid)
        await orderComesTo('paid back', { buyer, id: placed.order!.id }, (order) => order.paymentStatus === 'REFUNDED');
      await until('the holds to return', async () => (await stockOf(shop, product.productId)).available === UNITS);
      expect(await stockOf(shop, product.productId)).toEqual({ onHand: UNITS, reserved: 0, available: UNITS });
    });
  });

  test.each([
    ['a cart', 'orderPlace'],
    ['one product past the cart', 'orderBuyNow'],
  ])('are ordered once when the same order of %s is sent 50 times at once', async (_, mutation) => {
    const product = await aProduct(shop, { stock: 5 });
    const { client, cartId } = await aGuestWithCart(stoa, [{ variantId: product.variantId, quantity: 2 }]);
    const { cartId: _cart, ...rest } = placeInput(cartId);
    const input =
      mutation === 'orderPlace' ? { cartId, ...rest } : { variantId: product.variantId, quantity: 2, ...rest };
    const answers = await Promise.all(
      Array.from({ length: RETRIES }, async () => {
        const { errors, data } = await client.answer(mutation === 'orderPlace' ? PLACE_ORDER : BUY_NOW, { input });
        expect(errors).toBeUndefined();
        const { order, orderToken, userErrors } = data[mutation] as Placed;
        return JSON.stringify({
          id: order?.id,
          number: order?.number,
          total: order?.total.amount,
          orderToken,
          userErrors,
        });
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"userErrors":[]');
    expect(await stockOf(shop, product.productId)).toEqual({ onHand: 5, reserved: 2, available: 3 });
    const orders = await stoa.database('orders');
    const [row] = await orders.rows<{ n: number }>(
      'SELECT count(DISTINCT order_id)::int AS n FROM order_lines WHERE variant_id = $1',
      [product.variantId],
    );
    expect(row?.n).toBe(1);
  });
});

const BUY_NOW = PLACE_ORDER.replace('OrderPlaceInput', 'OrderBuyNowInput').replace('orderPlace(', 'orderBuyNow(');

// An order that waited longer for inventory than its answer did is still PENDING.
const statusOf = async ({ buyer, placed: { order } }: Attempt): Promise<string> =>
  order === null
    ? 'REFUSED'
    : until('inventory to answer', async () => {
        const { status } = await orderMoney(buyer, order.id);
        return status !== 'PENDING' && status;
      });

async function reasonOf({ buyer, placed: { order, userErrors } }: Attempt): Promise<string> {
  if (order === null) return userErrors.map(({ code }) => code).join();
  const { status, cancellation } = await orderMoney(buyer, order.id);
  return `${status}/${cancellation?.reason}`;
}
