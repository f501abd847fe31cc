import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphClient } from '../../../e2e/harness/graph-client.ts';
import { pressOnHostedPage } from '../../../e2e/harness/hosted-page.ts';
import { placeInput } from '../../../e2e/harness/market.ts';
import { document } from './documents.ts';

const CREATE_CART = `mutation BenchCartCreate { cartCreate(input: {}) { cart { id } cartToken userErrors { ... on UserError { code } } } }`;
const ADD_LINES = `mutation BenchCartLinesAdd($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
  cart { id lineCount itemsTotal { amount } } userErrors { ... on UserError { code message } } } }`;
const PLACE_ORDER = document('place-order');
const PAYMENT_PAGE = `query BenchPaymentPage($id: ID!) { order(id: $id) { payment { nextAction { url } } } }`;
const STATUS = `query BenchOrderStatus($id: ID!) { order(id: $id) { status } }`;

// A storefront asks again while its buyer waits; each question is part of what an order costs.
const ASK_AGAIN_MS = 500;
const PATIENCE_MS = 30_000;

/** A whole purchase: cart, lines, order, the sandbox's hosted page approved, until the order is PLACED. @throws when it does not get there. */
export const checkout = async (
  visitor: GraphClient,
  url: string,
  variantIds: readonly string[],
): Promise<{ orderId: string }> => {
  const { cartCreate } = (await visitor.ask(CREATE_CART)) as {
    cartCreate: { cart: { id: string }; cartToken: string | null };
  };
  const cartId = cartCreate.cart.id;
  const shopper = visitor.as({ cartToken: cartCreate.cartToken ?? undefined });
  const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
  const { cartLinesAdd } = (await shopper.ask(ADD_LINES, { input: { cartId, lines } })) as {
    cartLinesAdd: { cart: { lineCount: number } | null };
  };
  if (cartLinesAdd.cart?.lineCount !== lines.length)
    throw new Error(`The cart was not filled: ${JSON.stringify(cartLinesAdd)}`);

  const { orderPlace } = (await shopper.ask(PLACE_ORDER, { input: placeInput(cartId) })) as { orderPlace: Placed };
  if (!orderPlace.order) throw new Error(`No order: ${JSON.stringify(orderPlace.userErrors)}`);
  const orderId = orderPlace.order.id;
  const buyer = shopper.as({ orderToken: orderPlace.orderToken ?? undefined });
  const page =
    orderPlace.order.payment?.nextAction.url ?? (await soon('a payment page', () => paymentPage(buyer, orderId)));
  const paid = await pressOnHostedPage(page, url, /approve/i);
  if (paid.status >= 400) throw new Error(`The hosted page answered ${paid.status}`);
  await soon('the order to be placed', async () => {
    const { order } = (await buyer.ask(STATUS, { id: orderId })) as { order: { status: string } };
    return order.status === 'PLACED' ? order : undefined;
  });
  return { orderId };
};

interface Placed {
  readonly order: {
    readonly id: string;
    readonly payment: { readonly nextAction: { readonly url: string | null } } | null;
  } | null;
  readonly orderToken: string | null;
  readonly userErrors: readonly unknown[];
}

async function paymentPage(buyer: GraphClient, id: string): Promise<string | null | undefined> {
  const { order } = (await buyer.ask(PAYMENT_PAGE, { id })) as { order: Placed['order'] };
  return order?.payment?.nextAction.url;
}

async function soon<Seen>(what: string, look: () => Promise<Seen | null | undefined>): Promise<Seen> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    const seen = await look();
    if (seen != null) return seen;
    await sleep(ASK_AGAIN_MS);
  }
  throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${what}`);
}
