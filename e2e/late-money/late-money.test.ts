import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { atRest, deadLetters } from '../harness/at-rest.ts';
import type { GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aGuestWithCart,
  anAdmin,
  aProduct,
  aShop,
  mails,
  orderReaches,
  paymentPage,
  placeInput,
  placeOrder,
  type TestShop,
} from '../harness/market.ts';
import { cancelOrder, isCartOpen, orderComesTo, orderMoney } from '../harness/orders.ts';
import { capturedHook, sendSignedHook } from '../harness/sandbox-hook.ts';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { stockOf } from '../harness/stock.ts';
import { until } from '../harness/until.ts';

describe('money and orders that miss each other', () => {
  let stoa: StoaProcess;
  let shop: TestShop;
  let product: Awaited<ReturnType<typeof aProduct>>;

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    shop = await aShop(stoa, await anAdmin(stoa), 'Late Money');
    product = await aProduct(shop, { stock: 100 });
  });
  afterAll(() => stoa.destroy());

  /** An order that awaits its payment, with the page to pay on open. */
  const anUnpaidOrder = async () => {
    const { client: guest, cartId } = await aGuestWithCart(stoa, [{ variantId: product.variantId, quantity: 1 }]);
    const input = placeInput(cartId);
    const placed = await placeOrder(guest, cartId, input);
    const { id, number } = placed.order!;
    const buyer = guest.as({ orderToken: placed.orderToken! });
    return { guest, buyer, cartId, input, placed, id, number, page: await paymentPage(buyer, id) };
  };
  const cartOpens = (buyer: GraphClient, cartId: string) => until('the cart to open', () => isCartOpen(buyer, cartId));
  const cartCloses = (buyer: GraphClient, cartId: string) =>
    until('the cart to close', async () => (await isCartOpen(buyer, cartId)) === false);

  /** The provider takes the money all the same: its books say so and it sends its hook. */
  const moneyArrives = async (buyer: GraphClient, id: string) => {
    const { payment, total } = await orderMoney(buyer, id);
    const attemptId = payment?.attempts[0]?.id ?? '';
    const books = await stoa.database('payments');
    await books.rows(`UPDATE sandbox_payments SET status = 'CAPTURED' WHERE reference = $1`, [attemptId]);
    expect(await sendSignedHook(stoa, capturedHook(attemptId, Number(total.amountMinor)))).toBe(204);
  };

  const isPaidBackAndTold = async (
    buyer: GraphClient,
    { id, number, status }: { id: string; number: string; status: string },
  ) => {
    const order = await orderComesTo(
      'paid back',
      { buyer, id },
      ({ refunds, paymentStatus }) => refunds[0]?.status === 'SUCCEEDED' && paymentStatus === 'REFUNDED',
    );
    expect(order).toMatchObject({ status, paymentStatus: 'REFUNDED', refunds: [{ amount: order.total }] });
    expect(order.payment).toMatchObject({
      capturedTotal: order.total,
      refundedTotal: order.total,
      transactions: [{ kind: 'CAPTURE' }, { kind: 'REFUND' }],
    });
    expect(await mails(stoa).read(new RegExp(`Refund for your order ${number}`))).toContain(number);
  };

  test('a retry after a lost reply gets the same order although its cart is closed', async () => {
    const { guest, cartId, input, placed } = await anUnpaidOrder();
    await cartCloses(guest, cartId);
    const again = await placeOrder(guest, cartId, input);
    expect(again).toMatchObject({ order: { id: placed.order!.id, number: placed.order!.number }, userErrors: [] });
    expect(again.orderToken).toBe(placed.orderToken);
  });

  test('a second order of the cart, with a key of its own, is the order that lives', async () => {
    const { guest, cartId, placed } = await anUnpaidOrder();
    const other = await placeOrder(guest, cartId);
    expect(other).toMatchObject({ order: { id: placed.order!.id }, userErrors: [] });
  });

  test('an order that is called off while it awaits payment gives back stock and cart, and its page takes nothing', async () => {
    const before = (await stockOf(shop, product.productId)).available;
    const { buyer, cartId, id, page, number } = await anUnpaidOrder();
    await cartCloses(buyer, cartId);
    expect((await cancelOrder(buyer, id)).userErrors).toEqual([]);
    const { cancellation } = await orderComesTo('cancelled', { buyer, id }, ({ status }) => status === 'CANCELLED');
    expect(cancellation).toEqual({ reason: 'CHANGED_MIND' });
    await cartOpens(buyer, cartId);
    await until('the stock to return', async () => (await stockOf(shop, product.productId)).available === before);

    await expect(pressOnHostedPage(page, stoa.url, /approve/i)).rejects.toThrow('No button');
    expect(await (await fetch(page.replace('localhost', '127.0.0.1'))).text()).toMatch(/called off/i);
    expect((await orderMoney(buyer, id)).payment).toMatchObject({
      attempts: [{ status: 'CANCELLED' }],
      transactions: [],
    });
    expect(await mails(stoa).read(new RegExp(`${number} was cancelled`))).toContain(number);

    const again = await placeOrder(buyer, cartId);
    expect(again).toMatchObject({ order: { status: 'AWAITING_PAYMENT' }, userErrors: [] });
    expect(again.order?.id).not.toBe(id);
  });

  test('a buyer who approves and calls off at once gets the money back, whichever was first', async () => {
    const { buyer, id, number, page } = await anUnpaidOrder();
    const [approved, cancelled] = await Promise.all([
      pressOnHostedPage(page, stoa.url, /approve/i),
      cancelOrder(buyer, id),
    ]);
    expect(approved.status).toBeLessThan(400);
    expect(cancelled.userErrors).toEqual([]);
    await orderReaches(buyer, id, 'CANCELLED');
    await atRest(stoa);
    const { payment } = await orderMoney(buyer, id);
    if (payment?.attempts[0]?.status === 'CAPTURED')
      await isPaidBackAndTold(buyer, { id, number, status: 'CANCELLED' });
    else expect(payment).toMatchObject({ attempts: [{ status: 'CANCELLED' }], transactions: [] });
  });

  test('a buyer who approved just before calling off is paid back', async () => {
    const { buyer, id, number, page } = await anUnpaidOrder();
    await pressOnHostedPage(page, stoa.url, /approve/i);
    expect((await cancelOrder(buyer, id)).userErrors).toEqual([]);
    await orderReaches(buyer, id, 'CANCELLED');
    await isPaidBackAndTold(buyer, { id, number, status: 'CANCELLED' });
  });

  test('money that arrives for a cancelled order is paid back and the buyer told', async () => {
    const { buyer, cartId, id, number } = await anUnpaidOrder();
    await cancelOrder(buyer, id);
    await orderReaches(buyer, id, 'CANCELLED');
    await moneyArrives(buyer, id);
    await isPaidBackAndTold(buyer, { id, number, status: 'CANCELLED' });
    await cartOpens(buyer, cartId);
  });

  test('money that arrives for an expired order is paid back and the buyer told', async () => {
    const { buyer, cartId, id, number } = await anUnpaidOrder();
    await cartCloses(buyer, cartId);
    const orders = await stoa.database('orders');
    await orders.rows(`UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await orderReaches(buyer, id, 'EXPIRED');
    await cartOpens(buyer, cartId);
    expect(await mails(stoa).read(new RegExp(`${number} was not paid`))).toContain(number);

    await moneyArrives(buyer, id);
    await isPaidBackAndTold(buyer, { id, number, status: 'EXPIRED' });
  });

  test('leaves no event behind that nobody could apply, and no unit of stock that nobody bought', async () => {
    await atRest(stoa);
    expect(await deadLetters(stoa)).toEqual([]);
    const { onHand, reserved, available } = await stockOf(shop, product.productId);
    expect({ onHand, sum: reserved + available }).toEqual({ onHand: 100, sum: 100 });
  });
});
