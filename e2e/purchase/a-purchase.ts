import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { graphClient, type GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aMember,
  anAdmin,
  aProduct,
  aShop,
  BERLIN,
  fillCart,
  mails,
  orderReaches,
  paymentPage,
  placeInput,
  placeOrder,
  type TestShop,
} from '../harness/market.ts';
import type { StoaProcess } from '../harness/stoa-process.ts';
import { until } from '../harness/until.ts';

// Nine processes of a busy machine take their time.
const START_MS = 90_000;

/**
 * One purchase from the opening of the shop to the shopper's door, through the public API, the hosted page and the mailbox,
 * on a Stoa that is up; who opened it destroys it.
 */
export const purchaseStory = (name: string, open: () => Promise<StoaProcess>): void =>
  describe(name, () => {
    let stoa: StoaProcess;
    let admin: GraphClient;
    let shop: TestShop;
    let product: Awaited<ReturnType<typeof aProduct>>;
    let shopper: Awaited<ReturnType<typeof aMember>>;
    let order: NonNullable<Awaited<ReturnType<typeof placeOrder>>['order']>;
    let orderToken: string;

    beforeAll(async () => {
      stoa = await open();
    });

    test('begins with a shop that an administrator approves', async () => {
      admin = await anAdmin(stoa);
      shop = await aShop(stoa, admin, 'Loom & Thread');
      const { shop: seen } = await graphClient(stoa.url).ask(`query ($id: ID!) { shop(id: $id) { isOpen status } }`, {
        id: shop.shopId,
      });
      expect(seen).toEqual({ isOpen: true, status: 'APPROVED' });
    });

    test('needs a product with stock, which a visitor finds by searching', async () => {
      product = await aProduct(shop, { title: 'Linen Shirt', price: '49.00', stock: 10 });
      const found = await until('the product to be found', async () => {
        const { productSearch } = await graphClient(stoa.url).ask(operation('search-page'), { query: 'linen shirt' });
        return (productSearch as { nodes: { id: string; shop: { id: string } }[] }).nodes.find(
          (one) => one.id === product.productId,
        );
      });
      expect(found.shop.id).toBe(shop.shopId);
      const { productByHandle } = await graphClient(stoa.url).ask(operation('product-page'), {
        handle: product.handle,
      });
      expect(productByHandle).toMatchObject({
        variants: [
          {
            price: { amount: '49.00', currencyCode: 'EUR' },
            availability: { isAvailable: true, quantityAvailable: 10 },
          },
        ],
        shop: { id: shop.shopId },
      });
    });

    test('goes through the registration of a shopper, whose address the mailed link verifies', async () => {
      shopper = await aMember(stoa, 'ada');
      const mail = await mails(stoa).read(/verif|confirm/i, shopper.email);
      const link = /\/auth\/verify\?token=[^"&\s<]+/.exec(mail)?.[0];
      await fetch(`${stoa.url}${link}`).then(async (page) => {
        const button = /<form[^>]*action="([^"]+)"/.exec(await page.text());
        if (button) await pressOnHostedPage(`${stoa.url}${link}`, stoa.url, /button/i);
      });
      await until('the address to be verified', async () => {
        const { viewer } = await shopper.client.ask('{ viewer { isEmailVerified } }');
        return (viewer as { isEmailVerified: boolean }).isEmailVerified;
      });
    });

    test('fills a cart and shows what it costs to Berlin', async () => {
      const cart = await fillCart(shopper.client, null, [{ variantId: product.variantId, quantity: 2 }]);
      expect(cart).toMatchObject({ lineCount: 1, itemsTotal: { amount: '98.00' } });
      const checkout = await shopper.client.ask(operation('checkout-page'), {
        cartId: cart.id,
        address: { countryCode: 'DE' },
      });
      expect(checkout.cart.quote).toMatchObject({
        itemsTotal: { amount: '98.00' },
        deliveryTotal: { amount: '0.00' },
        taxTotal: { amount: '18.62' },
        total: { amount: '116.62', currencyCode: 'EUR' },
      });

      const placed = await placeOrder(shopper.client, cart.id, {
        expectedTotalMinor: checkout.cart.quote.total.amountMinor,
      });
      expect(placed.userErrors).toEqual([]);
      order = placed.order!;
      orderToken = placed.orderToken!;
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', total: { amount: '116.62' } });
      const { cart: closed } = await until('the cart to close', async () => {
        const seen = await shopper.client.ask(`query ($id: ID!) { cart(id: $id) { isOpen } }`, { id: cart.id });
        return seen.cart.isOpen === false && seen;
      });
      expect(closed.isOpen).toBe(false);
    });

    test('is paid on the hosted page and confirmed by mail', async () => {
      const page = await paymentPage(shopper.client, order.id);
      const answer = await pressOnHostedPage(page, stoa.url, /approve/i);
      expect(answer.status).toBeLessThan(400);
      const placed = await orderReaches(shopper.client, order.id, 'PLACED');
      expect(placed.paymentStatus).toBe('PAID');
      expect(await mails(stoa).read(new RegExp(order.number))).toContain('116.62');
    });

    test('leaves the shop with less stock, a sale on its balance and an order to pack', async () => {
      const { shop: seen } = await until('the sale to be booked', async () => {
        const answer = await shop.owner.ask(
          `query ($id: ID!) { shop(id: $id) { balance { amount } ledger(first: 5) { nodes { kind gross { amount } commission { amount } } }
             orders(first: 5) { nodes { id version fulfillmentStatus order { number } } } } }`,
          { id: shop.shopId },
        );
        return answer.shop.ledger.nodes.length > 0 && answer;
      });
      expect(seen.ledger.nodes).toEqual([
        { kind: 'SALE', gross: { amount: '116.62' }, commission: { amount: '13.99' } },
      ]);
      expect(seen.balance.amount).toBe('102.63');
      expect(seen.orders.nodes).toMatchObject([{ fulfillmentStatus: 'UNFULFILLED', order: { number: order.number } }]);
    });

    test('is packed, shipped and followed to the door', async () => {
      const [part] = order.sellerOrders;
      const { shipmentPack } = await shop.owner.ask(
        `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { ... on UserError { message } } } }`,
        { input: { sellerOrderId: part!.id, idempotencyKey: randomUUID() } },
      );
      const shipmentId = shipmentPack.sellerOrder.shipments[0].id as string;
      await shop.owner.ask(
        `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { userErrors { ... on UserError { message } } } }`,
        { input: { shipmentId, carrier: 'DHL', trackingNumber: '00340434161094042557', idempotencyKey: randomUUID() } },
      );
      expect(await mails(stoa).read(/shipped|on its way/i)).toContain('00340434161094042557');
      for (const status of ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'])
        await shop.owner.ask(
          `mutation ($input: ShipmentTrackInput!) { shipmentTrack(input: $input) { userErrors { ... on UserError { message } } } }`,
          { input: { shipmentId, status, location: 'Berlin', idempotencyKey: randomUUID() } },
        );
      const page = await shopper.client.ask(operation('order-page'), { id: order.id });
      expect(page.order).toMatchObject({
        status: 'PLACED',
        paymentStatus: 'PAID',
        fulfillmentStatus: 'DELIVERED',
        buyer: { displayName: 'ada' },
        sellerOrders: [{ shop: { id: shop.shopId }, shipments: [{ status: 'DELIVERED', carrier: 'DHL' }] }],
      });
      expect(page.order.timeline.map((entry: { type: string }) => entry.type)).toEqual([
        'OrderSubmitted',
        'OrderAwaitingPayment',
        'OrderPlaced',
        'OrderPaymentUpdated',
        'ShipmentPacked',
        'ShipmentShipped',
        'ShipmentMoved',
        'ShipmentMoved',
        'ShipmentDelivered',
        'OrderDelivered',
      ]);
      const { product: seen } = await graphClient(stoa.url).ask(
        `query ($id: ID!) { product(id: $id) { variants { availability { quantityAvailable } } } }`,
        { id: product.productId },
      );
      expect(seen.variants[0].availability.quantityAvailable).toBe(8);
    });

    test('stands in the history, opens with its token, and stays hidden from everybody else', async () => {
      const { myOrders } = await shopper.client.ask(operation('order-history'), {});
      expect(myOrders.nodes.map((one: { id: string }) => one.id)).toEqual([order.id]);
      const read = async (client: GraphClient) =>
        (await client.ask(`query ($id: ID!) { order(id: $id) { number } }`, { id: order.id })).order as object | null;
      expect(await read(graphClient(stoa.url).as({ orderToken }))).toEqual({ number: order.number });
      expect(await read(graphClient(stoa.url))).toBeNull();
      expect(await read((await aMember(stoa, 'stranger')).client)).toBeNull();
    });

    test(
      'survives a restart with everything in its place',
      async () => {
        expect(await stoa.stop()).toBe(0);
        await stoa.start();
        const page = await graphClient(stoa.url).as({ orderToken }).ask(operation('order-page'), { id: order.id });
        expect(page.order).toMatchObject({ number: order.number, fulfillmentStatus: 'DELIVERED' });
      },
      START_MS,
    );

    test('is refused for bad addresses and foreign carts without a trace', async () => {
      const stranger = await aMember(stoa, 'mallory');
      const cart = await fillCart(shopper.client, null, [{ variantId: product.variantId, quantity: 1 }]);
      const foreign = await placeOrder(stranger.client, cart.id);
      expect(foreign).toMatchObject({ order: null, userErrors: [{ code: 'NOT_FOUND' }] });
      const nowhere = await shopper.client.answer(
        `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } } }`,
        { input: placeInput(cart.id, { address: { ...BERLIN, countryCode: 'XX1' } }) },
      );
      expect(nowhere.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    });
  });

const operation = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../schema/operations/storefront', `${name}.graphql`), 'utf8');
