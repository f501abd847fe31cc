import { randomUUID } from 'node:crypto';
import { graphClient, type GraphClient } from '../harness/graph-client.ts';
import { pressOnHostedPage } from '../harness/hosted-page.ts';
import {
  aMember,
  anAdmin,
  aShop,
  BERLIN,
  fillCart,
  orderReaches,
  paymentPage,
  placeOrder,
  type Platform,
  type TestShop,
} from '../harness/market.ts';
import { shipParcel } from '../harness/shipping.ts';
import { until } from '../harness/until.ts';

const PRODUCTS = 24;

export interface Market {
  readonly visitor: GraphClient;
  readonly shopper: GraphClient;
  readonly handle: string;
  readonly slug: string;
  readonly cartId: string;
  /** With the same lines, not ordered yet. */
  readonly freshCartId: string;
  readonly orderId: string;
  /** Of that order, on its way. */
  readonly parcel: Parcel;
}

interface Parcel {
  /** Who sent it. */
  readonly owner: GraphClient;
  readonly shipmentId: string;
}

/** Two shops with a page full of products in one category, and a shopper with a cart, a history and a parcel. */
export const aMarket = async (platform: Platform): Promise<Market> => {
  const admin = await anAdmin(platform);
  const slug = await aCategory(admin);
  const shops = [await aShop(platform, admin, 'Loom'), await aShop(platform, admin, 'Hearth')];
  const products = [];
  for (let index = 0; index < PRODUCTS; index += 1) products.push(await aListing(shops[index % 2]!, { index, slug }));
  const shopper = (await aMember(platform, 'ada')).client;
  await shopper.ask(`mutation ($input: AddressAddInput!) { addressAdd(input: $input) { address { id } } }`, {
    input: { address: BERLIN },
  });

  const lines = products.slice(0, 4).map(({ variantId }) => ({ variantId, quantity: 1 }));
  const { orderId, parcel } = await anOrder(platform, shopper, { lines, shops });
  await anOrder(platform, shopper, { lines, shops });
  const cart = await fillCart(shopper, null, lines);
  const fresh = await shopper.ask(`mutation { cartCreate(input: {}) { cart { id } } }`);
  const freshCartId = (fresh as { cartCreate: { cart: { id: string } } }).cartCreate.cart.id;
  await fillCart(shopper, freshCartId, lines);
  return {
    visitor: graphClient(platform.url),
    shopper,
    handle: products[0]!.handle,
    slug,
    cartId: cart.id,
    freshCartId,
    orderId,
    parcel,
  };
};

async function aCategory(admin: GraphClient): Promise<string> {
  const create = async (name: string, parentId: string | null) => {
    const { categoryCreate } = await admin.ask(
      `mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id slug } userErrors { ... on UserError { message } } } }`,
      { input: { name, parentId } },
    );
    return (categoryCreate as { category: { id: string; slug: string } }).category;
  };
  const clothes = await create('Clothes', null);
  await create('Shoes', null);
  const shirts = await create('Shirts', clothes.id);
  await create('Linen shirts', shirts.id);
  return shirts.slug;
}

/** A published product in the category, with two variants, a picture and stock. */
async function aListing({ owner, shopId, locationId }: TestShop, { index, slug }: { index: number; slug: string }) {
  const { category } = (await owner.ask(`query ($slug: String!) { category(slug: $slug) { id } }`, { slug })) as {
    category: { id: string };
  };
  const sizes = ['M', 'L'].map((value) => ({
    sku: `SKU-${randomUUID().slice(0, 8)}`,
    price: `${20 + index}.00`,
    options: [{ name: 'Size', value }],
  }));
  const product = await until('the shop to be known to products', async () => {
    const { productCreate } = await owner.ask(
      `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { product { id handle variants { id } } userErrors { ... on UserError { message } } } }`,
      { input: { shopId, title: `Linen Shirt No ${index}`, categoryId: category.id, variants: sizes } },
    );
    return (productCreate as { product: { id: string; handle: string; variants: { id: string }[] } | null }).product;
  });
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>';
  await owner.ask(
    `mutation ($image: ProductImageAddInput!, $publish: ProductPublishInput!) {
       productImageAdd(input: $image) { userErrors { ... on UserError { message } } } productPublish(input: $publish) { userErrors { ... on UserError { message } } } }`,
    { image: { productId: product.id, svg: picture, alt: 'A shirt' }, publish: { productId: product.id } },
  );
  for (const { id: variantId } of product.variants)
    await until('the variant to be known to inventory', async () => {
      const { stockAdjust } = await owner.ask(
        `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { inventoryItem { onHand } userErrors { ... on UserError { code } } } }`,
        { input: { variantId, locationId, setOnHand: 50, reason: 'delivery', idempotencyKey: randomUUID() } },
      );
      return (stockAdjust as { inventoryItem: object | null }).inventoryItem;
    });
  return { handle: product.handle, variantId: product.variants[0]?.id ?? '' };
}

/** A paid order from both shops, of which the first has sent its parcel. */
async function anOrder(
  { url }: Platform,
  shopper: GraphClient,
  { lines, shops }: { lines: { variantId: string; quantity: number }[]; shops: readonly TestShop[] },
): Promise<{ orderId: string; parcel: Parcel }> {
  const cart = await fillCart(shopper, null, lines);
  const { order, userErrors } = await placeOrder(shopper, cart.id);
  if (!order) throw new Error(JSON.stringify(userErrors));
  await pressOnHostedPage(await paymentPage(shopper, order.id), url, /approve/i);
  await orderReaches(shopper, order.id, 'PLACED');
  const pack = async ({ owner }: TestShop) => {
    const answers = await Promise.all(
      order.sellerOrders.map(({ id }) =>
        owner.ask(
          `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { ... on UserError { code } } } }`,
          { input: { sellerOrderId: id, idempotencyKey: randomUUID() } },
        ),
      ),
    );
    return answers
      .map(
        ({ shipmentPack }) =>
          (shipmentPack as { sellerOrder: { shipments: { id: string }[] } | null }).sellerOrder?.shipments[0]?.id,
      )
      .find((id) => id !== undefined);
  };
  const [first] = shops;
  const shipmentId = first && (await pack(first));
  if (!shipmentId) throw new Error('Nothing was packed');
  await shipParcel(first.owner, shipmentId);
  await until('the cart to close', async () => {
    const { cart: seen } = await shopper.ask(`query ($id: ID!) { cart(id: $id) { isOpen } }`, { id: cart.id });
    return (seen as { isOpen: boolean } | null)?.isOpen === false;
  });
  return { orderId: order.id, parcel: { owner: first.owner, shipmentId } };
}
