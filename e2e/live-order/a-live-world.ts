import { graphClient, type GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aGuestWithCart,
  aMember,
  aProduct,
  aShop,
  fillCart,
  orderReaches,
  PASSWORD,
  paymentPage,
  placeOrder,
  signIn,
  type TestShop,
} from '../harness/market.ts';
import { packParcel, shipParcel, TRACKING, trackParcel } from '../harness/shipping.ts';
import type { StoaProcess } from '../harness/stoa-process.ts';
import { until } from '../harness/until.ts';

export const STOCK = 50;

/** One shop with what it sells. */
export interface Seller {
  readonly shop: TestShop;
  readonly variantId: string;
}

export interface LiveWorld {
  readonly stoa: StoaProcess;
  readonly loom: Seller;
  readonly hearth: Seller;
}

/** What somebody bought, and as whom they see it. */
export interface Bought {
  readonly buyer: GraphClient;
  readonly orderId: string;
  /** By the shop's id. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Two shops with one product each. */
export const aLiveWorld = async (stoa: StoaProcess): Promise<LiveWorld> => {
  await stoa.createAdmin('live@example.com', PASSWORD);
  const admin = await signIn(graphClient(stoa.url), 'live@example.com');
  const seller = async (name: string, title: string): Promise<Seller> => {
    const shop = await aShop(stoa, admin, name);
    return { shop, variantId: (await aProduct(shop, { title, stock: STOCK })).variantId };
  };
  const [loom, hearth] = await Promise.all([seller('Loom', 'Linen Shirt'), seller('Hearth', 'Fire Basket')]);
  return { stoa, loom, hearth };
};

const linesOf = (sellers: readonly Seller[]) => sellers.map(({ variantId }) => ({ variantId, quantity: 1 }));

/** A guest orders one of each. */
export const orderedByGuest = async ({ stoa }: LiveWorld, sellers: readonly Seller[]): Promise<Bought> => {
  const { client, cartId } = await aGuestWithCart(stoa, linesOf(sellers));
  const placed = await placeOrder(client, cartId);
  return bought(client.as({ orderToken: placed.orderToken ?? '' }), placed);
};

/** Somebody who signed in orders one of each. */
export const orderedBy = async (buyer: GraphClient, sellers: readonly Seller[]): Promise<Bought> => {
  const { id } = await fillCart(buyer, null, linesOf(sellers));
  return bought(buyer, await placeOrder(buyer, id));
};

async function bought(
  buyer: GraphClient,
  { order, userErrors }: Awaited<ReturnType<typeof placeOrder>>,
): Promise<Bought> {
  if (!order) throw new Error(`No order was placed: ${JSON.stringify(userErrors)}`);
  const { order: seen } = (await buyer.ask(`query ($id: ID!) { order(id: $id) { sellerOrders { id shop { id } } } }`, {
    id: order.id,
  })) as { order: { sellerOrders: { id: string; shop: { id: string } }[] } };
  return { buyer, orderId: order.id, parts: new Map(seen.sellerOrders.map(({ id, shop }) => [shop.id, id])) };
}

/** Pays on the hosted page. */
export const pay = async ({ stoa }: LiveWorld, { buyer, orderId }: Bought): Promise<void> => {
  const answer = await pressOnHostedPage(await paymentPage(buyer, orderId), stoa.url, /approve/i);
  if (answer.status >= 400) throw new Error(`The hosted page answered ${answer.status}`);
  await orderReaches(buyer, orderId, 'PLACED');
};

/** Takes a shop's part of an order to its buyer's door. */
export const deliver = async ({ shop }: Seller, order: Bought): Promise<void> => {
  const parcel = await packed({ shop }, order);
  await shipParcel(shop.owner, parcel);
  for (const status of TRACKING) await trackParcel(shop.owner, parcel, status);
};

export const packed = async ({ shop }: Pick<Seller, 'shop'>, { parts }: Bought): Promise<string> =>
  packParcel(shop.owner, parts.get(shop.shopId) ?? '');

/** A member of a shop's staff, whom its owner has let in. */
export const aStaffMember = async (
  { stoa }: LiveWorld,
  { shop }: Seller,
): Promise<{ readonly client: GraphClient; readonly userId: string }> => {
  const { client, userId } = await aMember(stoa, 'staff');
  await shop.owner.ask(
    `mutation ($input: ShopAddMemberInput!) { shopAddMember(input: $input) { userErrors { ... on UserError { message } } } }`,
    { input: { shopId: shop.shopId, userId, role: 'STAFF' } },
  );
  await until('orders to know the member', async () => {
    const { shopOrders } = await client.ask(`query ($id: ID!) { shopOrders(shopId: $id, first: 1) { nodes { id } } }`, {
      id: shop.shopId,
    });
    return shopOrders as object | null;
  });
  return { client, userId };
};
