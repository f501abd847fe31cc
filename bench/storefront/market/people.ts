import type { GraphClient } from '../../../e2e/harness/graph-client.ts';
import { aGuestWithCart, aMember, signIn, type Platform } from '../../../e2e/harness/market.ts';
import { graphClient } from '../../../e2e/harness/graph-client.ts';
import { AT_ONCE } from '../measure/measure.ts';
import { drive } from '../../measure/drive.ts';
import { checkout } from '../operations/checkout.ts';
import { chosen, type Owned, type World } from './world.ts';

const BUYERS = 6;
const ORDERS_EACH = 20;
const CARTS = 40;

/** Buyers with twenty paid orders each, and guests with three lines in their carts. */
export const makePeople = async (
  stoa: Platform,
  products: World['products'],
): Promise<{
  readonly orders: readonly { id: string; email: string }[];
  readonly carts: readonly Owned[];
  readonly emails: readonly string[];
}> => {
  const members: { email: string; client: GraphClient }[] = [];
  for (let n = 0; n < BUYERS; n += 1) members.push(await aMember(stoa, `buyer-${n}`));
  const orders: { id: string; email: string }[] = [];
  // One buyer has one active cart: each orders one thing after the other.
  await drive({ count: BUYERS, atOnce: BUYERS }, async (buyer) => {
    const { client, email } = chosenAt(members, buyer);
    for (let n = 0; n < ORDERS_EACH; n += 1) {
      const { orderId: id } = await checkout(client, stoa.url, twoVariants(products, buyer * ORDERS_EACH + n));
      orders.push({ id, email });
    }
  });
  const carts: Owned[] = [];
  await drive({ count: CARTS, atOnce: AT_ONCE }, async (n) => {
    const lines = [0, 1, 2].map((line) => ({ variantId: variantOf(products, n * 3 + line), quantity: 1 + line }));
    const distinct = lines.filter(
      ({ variantId }, at) => lines.findIndex((line) => line.variantId === variantId) === at,
    );
    const { client, cartId: id } = await aGuestWithCart(stoa, distinct);
    carts.push({ id, client });
  });
  return { orders, carts, emails: members.map(({ email }) => email) };
};

/** Fresh access tokens for those who were made. */
export const signInAgain = async (
  url: string,
  emails: readonly string[],
): Promise<ReadonlyMap<string, GraphClient>> => {
  const clients = new Map<string, GraphClient>();
  for (const email of emails) clients.set(email, await signIn(graphClient(url), email));
  return clients;
};

/** Two variants of different products. */
export const twoVariants = (products: World['products'], n: number): readonly string[] => {
  const [first, second] = [variantOf(products, n * 2), variantOf(products, n * 2 + 1)];
  return first === second ? [first] : [first, second];
};

const variantOf = (products: World['products'], n: number) => chosen(chosen(products, n).variantIds, n + 7_919);

function chosenAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no ${index}th`);
  return item;
}
