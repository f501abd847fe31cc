import { randomUUID } from 'node:crypto';
import { graphClient, type GraphClient } from './graph-client.ts';
import { mailbox } from './mailbox.ts';
import { until } from './until.ts';

/** A Stoa that is up, in a process of its own or in this one. */
export interface Platform {
  readonly url: string;
  createAdmin(email: string, password: string): Promise<void>;
}

export const PASSWORD = 'a-long-enough-password';
export const BERLIN = {
  name: 'Ada Lovelace',
  line1: 'Unter den Linden 1',
  city: 'Berlin',
  postalCode: '10117',
  countryCode: 'DE',
};

/** Registers somebody, verifies the address by the mailed link, signs in. */
export const aMember = async (
  stoa: Platform,
  name: string,
): Promise<{ client: GraphClient; email: string; userId: string }> => {
  const client = graphClient(stoa.url);
  const email = `${name}-${randomUUID().slice(0, 8)}@example.com`;
  const { userRegister } = await client.ask(
    `mutation ($input: UserRegisterInput!) { userRegister(input: $input) { user { id } userErrors { ... on UserError { code } } } }`,
    { input: { email, password: PASSWORD, displayName: name } },
  );
  const signedIn = await signIn(client, email);
  return { client: signedIn, email, userId: (userRegister as { user: { id: string } }).user.id };
};

export const signIn = async (client: GraphClient, email: string): Promise<GraphClient> => {
  const { sessionStart } = await client.ask(
    `mutation ($input: SessionStartInput!) { sessionStart(input: $input) { accessToken userErrors { ... on UserError { code } } } }`,
    { input: { email, password: PASSWORD } },
  );
  const { accessToken, userErrors } = sessionStart as { accessToken: string | null; userErrors: unknown[] };
  if (accessToken === null) throw new Error(`${email} cannot sign in: ${JSON.stringify(userErrors)}`);
  return client.as({ accessToken });
};

/** A platform with an administrator who may approve shops. */
export const anAdmin = async (stoa: Platform): Promise<GraphClient> => {
  await stoa.createAdmin('admin@example.com', PASSWORD);
  return signIn(graphClient(stoa.url), 'admin@example.com');
};

export interface TestShop {
  readonly owner: GraphClient;
  readonly shopId: string;
  readonly locationId: string;
}

/** An approved shop with a warehouse. */
export const aShop = async (stoa: Platform, admin: GraphClient, name: string): Promise<TestShop> => {
  const { client: owner } = await aMember(stoa, name.toLowerCase().replaceAll(/\W+/g, '-'));
  const { shopRegister } = await owner.ask(
    `mutation ($input: ShopRegisterInput!) { shopRegister(input: $input) { shop { id } userErrors { ... on UserError { message } } } }`,
    { input: { name: `${name} ${randomUUID().slice(0, 4)}` } },
  );
  const shopId = (shopRegister as { shop: { id: string } }).shop.id;
  await admin.ask(
    `mutation ($input: ShopApproveInput!) { shopApprove(input: $input) { userErrors { ... on UserError { message } } } }`,
    { input: { shopId, commissionBasisPoints: 1_200 } },
  );
  // The membership travels to the other domains as an event.
  const locationId = await until('the shop to be known to inventory', async () => {
    const { locationCreate } = await owner.ask(
      `mutation ($input: LocationCreateInput!) { locationCreate(input: $input) { location { id } userErrors { ... on UserError { code } } } }`,
      { input: { shopId, name: 'Warehouse', kind: 'WAREHOUSE' } },
    );
    return (locationCreate as { location: { id: string } | null }).location?.id;
  });
  return { owner, shopId, locationId };
};

/** A published product with one variant and so many of it, ready to be bought. */
export const aProduct = async (
  { owner, shopId, locationId }: TestShop,
  { title = 'Linen Shirt', price = '49.00', stock = 10 }: { title?: string; price?: string; stock?: number } = {},
): Promise<{ productId: string; variantId: string; handle: string; sku: string }> => {
  const sku = `SKU-${randomUUID().slice(0, 8)}`;
  const product = await until('the shop to be known to products', async () => {
    const { productCreate } = await owner.ask(
      `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { product { id handle variants { id } } userErrors { ... on UserError { code } } } }`,
      { input: { shopId, title: `${title} ${sku}`, variants: [{ sku, price }] } },
    );
    return (productCreate as { product: { id: string; handle: string; variants: { id: string }[] } | null }).product;
  });
  const variantId = product.variants[0]?.id ?? '';
  await owner.ask(
    `mutation ($input: ProductPublishInput!) { productPublish(input: $input) { product { status } userErrors { ... on UserError { message } } } }`,
    { input: { productId: product.id } },
  );
  if (stock > 0)
    await until('the variant to be known to inventory', async () => {
      const { stockAdjust } = await owner.ask(
        `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { inventoryItem { onHand } userErrors { ... on UserError { code } } } }`,
        { input: { variantId, locationId, setOnHand: stock, reason: 'delivery', idempotencyKey: randomUUID() } },
      );
      return (stockAdjust as { inventoryItem: object | null }).inventoryItem;
    });
  return { productId: product.id, variantId, handle: product.handle, sku };
};

/** A guest with a cart of their own. */
export const aGuestWithCart = async (
  stoa: Platform,
  lines: readonly { variantId: string; quantity: number }[] = [],
): Promise<{ client: GraphClient; cartId: string }> => {
  const client = graphClient(stoa.url);
  const { cartCreate } = await client.ask(
    `mutation { cartCreate(input: {}) { cart { id } cartToken userErrors { ... on UserError { code } } } }`,
  );
  const { cart, cartToken } = cartCreate as { cart: { id: string }; cartToken: string };
  const guest = client.as({ cartToken });
  if (lines.length > 0) await fillCart(guest, cart.id, lines);
  return { client: guest, cartId: cart.id };
};

/** Puts lines into a cart, once carts know the variants. */
export const fillCart = (
  client: GraphClient,
  cartId: string | null,
  lines: readonly { variantId: string; quantity: number }[],
) =>
  until('carts to know the variants', async () => {
    const { cartLinesAdd } = await client.ask(
      `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
         cart { id version lineCount lines { id quantity unitPrice { amount } total { amount } } itemsTotal { amount } } userErrors { ... on UserError { code } } } }`,
      { input: { cartId, lines } },
    );
    return (
      cartLinesAdd as {
        cart: {
          id: string;
          version: number;
          lineCount: number;
          lines: { id: string }[];
          itemsTotal: { amount: string };
        } | null;
      }
    ).cart;
  });

export const PLACE_ORDER = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) {
  order { id number status total { amount amountMinor } sellerOrders { id version } } orderToken
  userErrors { __typename ... on UserError { code message } } } }`;

/** Orders a cart as a guest to Berlin. */
export const placeOrder = async (client: GraphClient, cartId: string, change: Record<string, unknown> = {}) => {
  const { orderPlace } = await client.ask(PLACE_ORDER, { input: placeInput(cartId, change) });
  return orderPlace as {
    order: {
      id: string;
      number: string;
      status: string;
      total: { amount: string; amountMinor: string };
      sellerOrders: { id: string; version: number }[];
    } | null;
    orderToken: string | null;
    userErrors: { code: string }[];
  };
};

export const placeInput = (cartId: string, change: Record<string, unknown> = {}) => ({
  cartId,
  email: 'ada@example.com',
  address: BERLIN,
  paymentMethod: 'SANDBOX',
  idempotencyKey: randomUUID(),
  ...change,
});

/** Where the buyer pays, once payments has asked the provider. */
export const paymentPage = (client: GraphClient, orderId: string): Promise<string> =>
  until('a payment page', async () => {
    const { order } = await client.ask(`query ($id: ID!) { order(id: $id) { payment { nextAction { url } } } }`, {
      id: orderId,
    });
    return (order as { payment: { nextAction: { url: string | null } } | null } | null)?.payment?.nextAction.url;
  });

/** The order's state as its buyer sees it. */
export const orderState = async (client: GraphClient, id: string) => {
  const { order } = await client.ask(
    `query ($id: ID!) { order(id: $id) { status paymentStatus fulfillmentStatus timeline { type } refunds { status } payment { status attempts { status } } } }`,
    { id },
  );
  return order as {
    status: string;
    paymentStatus: string;
    fulfillmentStatus: string;
    timeline: { type: string }[];
    refunds: { status: string }[];
    payment: { status: string; attempts: { status: string }[] } | null;
  };
};

/** Waits until an order has come to a status. */
export const orderReaches = (client: GraphClient, id: string, status: string) =>
  until(`order ${id} to be ${status}`, async () => {
    const state = await orderState(client, id);
    return state.status === status ? state : undefined;
  });

export const mails = (stoa: Platform) => mailbox(stoa.url);
