import { createHash, randomBytes } from 'node:crypto';
import type { GraphClient } from '../../../e2e/harness/graph-client.ts';
import { aGuestWithCart, anAdmin, aProduct, aShop, orderReaches, placeOrder } from '../../../e2e/harness/market.ts';
import { createPool } from '@stoa/platform';
import { newId } from '@stoa/kernel';
import type pg from 'pg';
import type { ServerProcess } from '../../storefront/server-process.ts';

/** An order on its way, whose guest follows it by its token. */
export interface FollowedOrder {
  readonly id: string;
  readonly token: string;
  readonly shipmentId: string;
  readonly sellerOrderId: string;
}

export interface FollowedOrders {
  readonly orders: readonly FollowedOrder[];
  /** Of the shop that sends them. */
  readonly owner: GraphClient;
  readonly shopId: string;
}

/** The tables of what belongs to one order, parents first, by database. Ledgers are append-only, and nobody follows them. */
const TABLES = {
  orders: ['orders', 'seller_orders', 'order_lines', 'shipments'],
  payments: ['payments', 'payment_attempts'],
} as const;

/** Places one order through the graph, pays on delivery, has it packed and shipped, and copies its rows as often as is asked. */
export const makeFollowedOrders = async (stoa: ServerProcess, count: number): Promise<FollowedOrders> => {
  const shop = await aShop(stoa, await anAdmin(stoa), 'Loom');
  const { variantId } = await aProduct(shop);
  const { client, cartId } = await aGuestWithCart(stoa, [{ variantId, quantity: 1 }]);
  const { order, orderToken, userErrors } = await placeOrder(client, cartId, { paymentMethod: 'CASH_ON_DELIVERY' });
  if (!order || orderToken === null) throw new Error(`No order: ${JSON.stringify(userErrors)}`);
  await orderReaches(client, order.id, 'PLACED');
  const sellerOrderId = order.sellerOrders[0]?.id ?? '';
  const shipmentId = await packAndShip(shop.owner, sellerOrderId);
  const model = { id: order.id, token: orderToken, shipmentId, sellerOrderId };
  const orders = await copies(stoa, model, count);
  return { orders, owner: shop.owner, shopId: shop.shopId };
};

async function packAndShip(owner: GraphClient, sellerOrderId: string): Promise<string> {
  const { shipmentPack } = (await owner.ask(
    `mutation ($input: ShipmentPackInput!) { shipmentPack(input: $input) { sellerOrder { shipments { id } } userErrors { ... on UserError { message } } } }`,
    { input: { sellerOrderId, idempotencyKey: newKey() } },
  )) as { shipmentPack: { sellerOrder: { shipments: { id: string }[] } | null } };
  const shipmentId = shipmentPack.sellerOrder?.shipments[0]?.id;
  if (shipmentId === undefined) throw new Error(`Not packed: ${JSON.stringify(shipmentPack)}`);
  await owner.ask(
    `mutation ($input: ShipmentShipInput!) { shipmentShip(input: $input) { userErrors { ... on UserError { message } } } }`,
    { input: { shipmentId, carrier: 'DHL', trackingNumber: 'JD0001', idempotencyKey: newKey() } },
  );
  return shipmentId;
}

const newKey = () => randomBytes(12).toString('hex');

async function copies(stoa: ServerProcess, model: FollowedOrder, count: number): Promise<FollowedOrder[]> {
  const made = Array.from({ length: count }, () => ({
    ...{ id: newId('ord'), sellerOrderId: newId('sord'), shipmentId: newId('shp') },
    token: randomBytes(32).toString('base64url'),
  }));
  for (const [database, tables] of Object.entries(TABLES)) {
    const url = await stoa.ask('databaseUrl', database);
    const pool = createPool({ connectionString: url, max: 1, name: 'bench' });
    try {
      await copyRows(pool, tables, { model, made });
      await pool.query('VACUUM ANALYZE');
    } finally {
      await pool.end();
    }
  }
  return made;
}

interface Copying {
  readonly model: FollowedOrder;
  readonly made: readonly FollowedOrder[];
}

async function copyRows(pool: pg.Pool, tables: readonly string[], { model, made }: Copying): Promise<void> {
  const rows = new Map<string, readonly Row[]>();
  const owners = [model.id];
  for (const table of tables) {
    const found = await rowsOf(pool, table, owners);
    owners.push(...found.map(({ id }) => id));
    rows.set(table, found);
  }
  const ownIds = owners.filter((id) => ![model.id, model.sellerOrderId, model.shipmentId].includes(id));
  const copied = made.map((copy) => {
    const replaced = new Map<string, string>([
      [model.id, copy.id],
      [model.sellerOrderId, copy.sellerOrderId],
      [model.shipmentId, copy.shipmentId],
      [hashOf(model.token), hashOf(copy.token)],
      ...ownIds.map((id): [string, string] => [id, newId(id.slice(0, id.indexOf('_')))]),
    ]);
    let text = JSON.stringify([...rows.values()]);
    for (const [from, to] of replaced) text = text.replaceAll(from, to);
    return JSON.parse(text) as Row[][];
  });
  for (const [n, table] of tables.entries())
    await insert(
      pool,
      table,
      copied.flatMap((tablesOfCopy) => tablesOfCopy[n] ?? []),
    );
}

interface Row {
  readonly id: string;
  readonly [column: string]: unknown;
}

/** Rows of a table whose id, or whose parent's, is one of these. */
async function rowsOf(pool: pg.Pool, table: string, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await pool.query<{ row: Row }>(
    `SELECT to_jsonb(t) AS row FROM ${table} t
     WHERE t.id = ANY($1) OR to_jsonb(t)->>'order_id' = ANY($1) OR to_jsonb(t)->>'payment_id' = ANY($1)`,
    [ids],
  );
  return rows.map(({ row }) => row);
}

async function insert(pool: pg.Pool, table: string, rows: readonly Row[]): Promise<void> {
  // What has to be unique and is nobody's reference.
  const unique = rows.map((row, n) => ({
    ...row,
    ...('number' in row && { number: `BENCH-${n}` }),
    ...('cart_id' in row && { cart_id: null, cart_version: null }),
  }));
  await pool.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
    JSON.stringify(unique),
  ]);
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
