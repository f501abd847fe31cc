import { randomUUID } from 'node:crypto';
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
  placeOrder,
} from '../harness/market.ts';
import type { StoaProcess } from '../harness/stoa-process.ts';

/** Everybody and everything that bad input can be about. */
export type World = Awaited<ReturnType<typeof aWorld>>;
export type Actor = 'visitor' | 'ada' | 'mallory' | 'owner' | 'rival' | 'admin';

/** Two shops that are rivals, two shoppers who are strangers, and orders in several states. */
export const aWorld = async (stoa: StoaProcess) => {
  const admin = await anAdmin(stoa);
  const shop = await aShop(stoa, admin, 'Honest Goods');
  const rivalShop = await aShop(stoa, admin, 'Rival Goods');
  const product = await aProduct(shop, { stock: 50 });
  const rivalProduct = await aProduct(rivalShop, { stock: 5 });
  const [ada, mallory] = [await aMember(stoa, 'ada'), await aMember(stoa, 'mallory')];

  const address = await anAddress(ada.client);
  const malloryAddress = await anAddress(mallory.client);
  const draft = await aDraft(shop.owner, shop.shopId);
  const pendingShopId = await aPendingShop(mallory.client);

  const line = [{ variantId: product.variantId, quantity: 1 }];
  const paid = await aPaidOrder(stoa, ada.client, line);
  const packedId = await aParcel(shop.owner, (await aPaidOrder(stoa, ada.client, line)).sellerOrderId);
  const shipmentId = await aParcel(shop.owner, paid.sellerOrderId);
  await ship(shop.owner, shipmentId);
  // Not in the mailbox before everything about it has come to rest.
  await mails(stoa).read(new RegExp(`parcel of your order ${paid.number}`));
  const unpaid = await anOrder(stoa, ada.client, line);

  const cart = await fillCart(ada.client, await newCart(ada.client), line);
  const malloryCart = await fillCart(mallory.client, null, line);
  const emptyCartId = await newCart(ada.client);
  return {
    actors: {
      visitor: graphClient(stoa.url),
      ada: ada.client,
      mallory: mallory.client,
      owner: shop.owner,
      rival: rivalShop.owner,
      admin,
    } satisfies Record<Actor, GraphClient>,
    ada: {
      ...ada,
      addressId: address,
      cartId: cart.id,
      lineId: cart.lines[0]?.id ?? '',
      emptyCartId,
      paid,
      unpaid,
      packedId,
      shipmentId,
    },
    mallory: { ...mallory, addressId: malloryAddress, cartId: malloryCart.id },
    shop: { ...shop, ...product, draft, userId: await idOf(shop.owner), slug: await slugOf(shop.owner, shop.shopId) },
    rival: { ...rivalShop, ...rivalProduct, slug: await slugOf(rivalShop.owner, rivalShop.shopId) },
    pendingShopId,
    adminId: await idOf(admin),
  };
};

type Lines = { variantId: string; quantity: number }[];

async function anOrder(stoa: StoaProcess, client: GraphClient, lines: Lines) {
  const cart = await fillCart(client, await newCart(client), lines);
  const { order, userErrors } = await placeOrder(client, cart.id);
  if (!order) throw new Error(`Not ordered at ${stoa.url}: ${JSON.stringify(userErrors)}`);
  return { id: order.id, number: order.number, cartId: cart.id, sellerOrderId: order.sellerOrders[0]?.id ?? '' };
}

async function aPaidOrder(stoa: StoaProcess, client: GraphClient, lines: Lines) {
  const order = await anOrder(stoa, client, lines);
  await pressOnHostedPage(await paymentPage(client, order.id), stoa.url, /approve/i);
  await orderReaches(client, order.id, 'PLACED');
  return order;
}

async function newCart(client: GraphClient): Promise<string> {
  const { cartCreate } = await client.ask(
    `mutation { cartCreate(input: {}) { cart { id } userErrors { ... on UserError { code } } } }`,
  );
  return (cartCreate as { cart: { id: string } }).cart.id;
}

async function anAddress(client: GraphClient): Promise<string> {
  const { addressAdd } = await client.ask(
    `mutation ($input: AddressAddInput!) { addressAdd(input: $input) { address { id } userErrors { ... on UserError { code } } } }`,
    { input: { address: BERLIN } },
  );
  return (addressAdd as { address: { id: string } }).address.id;
}

async function aDraft(owner: GraphClient, shopId: string): Promise<{ productId: string; variantId: string }> {
  const { productCreate } = await owner.ask(
    `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { product { id variants { id } } userErrors { ... on UserError { code } } } }`,
    { input: { shopId, title: 'Not for sale yet', variants: [{ sku: `DRAFT-${randomUUID()}`, price: '1.00' }] } },
  );
  const { id, variants } = (productCreate as { product: { id: string; variants: { id: string }[] } }).product;
  return { productId: id, variantId: variants[0]?.id ?? '' };
}

async function aPendingShop(client: GraphClient): Promise<string> {
  const { shopRegister } = await client.ask(
    `mutation ($input: ShopRegisterInput!) { shopRegister(input: $input) { shop { id } userErrors { ... on UserError { code } } } }`,
    { input: { name: `Pending ${randomUUID().slice(0, 6)}` } },
  );
  return (shopRegister as { shop: { id: string } }).shop.id;
}

async function aParcel(owner: GraphClient, sellerOrderId: string): Promise<string> {
  const { shipmentPack } = await owner.ask(
    `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { ... on UserError { code } } } }`,
    { input: { sellerOrderId, idempotencyKey: randomUUID() } },
  );
  return (shipmentPack as { sellerOrder: { shipments: { id: string }[] } }).sellerOrder.shipments[0]?.id ?? '';
}

const ship = (owner: GraphClient, shipmentId: string) =>
  owner.ask(
    `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { userErrors { ... on UserError { code } } } }`,
    {
      input: { shipmentId, carrier: 'DHL', trackingNumber: '00340434161094042557', idempotencyKey: randomUUID() },
    },
  );

const idOf = async (client: GraphClient): Promise<string> =>
  ((await client.ask('{ viewer { id } }')) as { viewer: { id: string } }).viewer.id;
const slugOf = async (client: GraphClient, id: string): Promise<string> =>
  ((await client.ask(`query ($id: ID!) { shop(id: $id) { slug } }`, { id })) as { shop: { slug: string } }).shop.slug;
