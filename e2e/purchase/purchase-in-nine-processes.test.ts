import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { graphClient, type GraphAnswerBody } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aGuestWithCart,
  aProduct,
  aShop,
  orderReaches,
  PASSWORD,
  paymentPage,
  placeOrder,
  signIn,
  type TestShop,
} from '../harness/market.ts';
import { stoaCluster, type StoaCluster } from '../harness/stoa-cluster.ts';
import { until } from '../harness/until.ts';
import { purchaseStory } from './a-purchase.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PRODUCT_PAGE = readFileSync(path.join(ROOT, 'schema/operations/storefront/product-page.graphql'), 'utf8');

let stoa: StoaCluster;
// Nine processes of a busy machine take their time.
beforeAll(async () => {
  stoa = await stoaCluster();
  await stoa.start();
}, 90_000);
afterAll(() => stoa.destroy());

purchaseStory('a purchase in nine processes', () => Promise.resolve(stoa));

describe('a subgraph in a process of its own', () => {
  let shop: TestShop;
  let product: Awaited<ReturnType<typeof aProduct>>;
  let openPage: () => Promise<GraphAnswerBody>;
  let whole: GraphAnswerBody;

  beforeAll(async () => {
    await stoa.createAdmin('operator@example.com', PASSWORD);
    shop = await aShop(stoa, await signIn(graphClient(stoa.url), 'operator@example.com'), 'Outage & Sons');
    product = await aProduct(shop);
    openPage = () => graphClient(stoa.url).answer(PRODUCT_PAGE, { handle: product.handle });
    whole = await until('the page to show stock', async () => {
      const page = await openPage();
      return page.data?.productByHandle?.variants[0].availability.quantityAvailable === 10 && page;
    });
    expect(whole.errors).toBeUndefined();
    expect(whole.data.productByHandle.shop.name).toMatch(/^Outage & Sons/);
  });

  test('answers its router and nobody else', async () => {
    const { url } = stoa.member('shops');
    const answer = await graphClient(url).answer('{ __typename }');
    expect(answer).toEqual({
      status: 401,
      errors: [{ message: 'This subgraph answers its router only.', extensions: { code: 'CALLER_REFUSED' } }],
    });
  });

  test('takes its own part of a page away when it is killed, with a coded error, and nothing else', async () => {
    expect(await stoa.member('shops').end('SIGKILL')).toBe('SIGKILL');
    const page = await openPage();
    expect(page.data).toEqual({ productByHandle: { ...whole.data.productByHandle, shop: null } });
    expect(page.errors).toMatchObject([{ extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }]);
    const own = await graphClient(stoa.url).answer(`query ($id: ID!) { shop(id: $id) { name } }`, { id: shop.shopId });
    expect(own).toMatchObject({ data: { shop: null }, errors: [{ extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }] });
  });

  test('gives it back when it is started again', async () => {
    await stoa.member('shops').start();
    expect(await openPage()).toEqual(whole);
  });

  // What a killed process held is free when its lease is over, on Kafka when its session is.
  test('hears what happened while it was dead', async () => {
    const { client, cartId } = await aGuestWithCart(stoa, [{ variantId: product.variantId, quantity: 1 }]);
    const { order, orderToken, userErrors } = await placeOrder(client, cartId);
    expect(userErrors).toEqual([]);
    const buyer = client.as({ orderToken: orderToken! });
    const page = await paymentPage(buyer, order!.id);
    await stoa.member('shops').end('SIGKILL');
    await pressOnHostedPage(page, stoa.url, /approve/i);
    await orderReaches(buyer, order!.id, 'PLACED');

    await stoa.member('shops').start();
    const ledger = await until(
      'the sale to be booked',
      async () => {
        const { shop: seen } = await shop.owner.ask(
          `query ($id: ID!) { shop(id: $id) { ledger(first: 5) { nodes { kind gross { amount } } } } }`,
          { id: shop.shopId },
        );
        return seen.ledger.nodes.length > 0 && (seen.ledger.nodes as object[]);
      },
      60_000,
    );
    expect(ledger).toEqual([{ kind: 'SALE', gross: { amount: order!.total.amount } }]);
  }, 90_000);
});

test('a subgraph names everything that its environment lacks, and ends', () => {
  const { status, stderr } = spawnSync(process.execPath, ['subgraphs/shops/src/main.ts'], {
    cwd: ROOT,
    env: { PORT: 'http', SHOPS_DATABASE_URL: 'postgres://127.0.0.1/shops' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  const named = stderr.trimEnd().split('\n');
  expect(named.map((line) => /^shops: (\S+ is not (?:set|valid)): /.exec(line)?.[1])).toEqual([
    'PORT is not valid',
    'SHOPS_ROUTER_KEY is not set',
    'BROKER_DATABASE_URL is not set',
  ]);
});
