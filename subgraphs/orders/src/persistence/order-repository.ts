import { ok, receiptScope, type Announcement, type Decision, type Failure, type Result } from '@stoa/kernel';
import { aggregateStore, onPool, touchedSince, TransientError, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Change, Door, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Order } from '../domain/order.ts';
import { orderFromRows } from './order-from-rows.ts';
import {
  orderLineRow,
  orderRow,
  refundRow,
  sellerOrderRow,
  shipmentRow,
  type OrderLineRow,
  type OrderRow,
  type RefundRow,
  type SellerOrderRow,
  type ShipmentRow,
} from './order-rows.ts';

export interface OrderRepository extends AggregateStore<Order> {
  /** Creates the order of a cart, or answers the one that has the cart already: a cart has one live order. */
  createForCart<Refusal extends Failure>(
    door: Door,
    cartId: string,
    decide: () => Decision<Order, Announcement, Refusal>,
  ): Promise<Result<Order, Refusal>>;
  /** The order that has the cart now; undefined when there is none, or the last one has ended unpaid. */
  liveOrderOfCart(cartId: string): Promise<Order | undefined>;
  /** Whole orders in the order of the ids asked, undefined where there is none. Two statements, however many. */
  byIds(ids: readonly string[]): Promise<(Order | undefined)[]>;
}

export const orderRepository = (pool: pg.Pool): OrderRepository => {
  const store = aggregateStore(pool, mapping);
  return {
    ...store,
    createForCart: (door, cartId, decide) =>
      store.create(door, decide, { taken: { orders_live_cart_key: async (tx) => ok(await winnerOfCart(tx, cartId)) } }),
    liveOrderOfCart: (cartId) => liveOrderOfCart(onPool(pool), cartId),
    byIds: async (ids) => {
      const orders = await mapping.load(onPool(pool), ids, false);
      const byId = new Map<string, Order>(orders.map((order) => [order.id, order]));
      return ids.map((id) => byId.get(id));
    },
  };
};

async function winnerOfCart(tx: Transaction, cartId: string): Promise<Order> {
  const order = await liveOrderOfCart(tx, cartId);
  // It ended between the two statements: a retry finds the cart open again.
  if (!order) throw new TransientError('The order that had this cart has just ended');
  return order;
}

async function liveOrderOfCart(tx: Transaction, cartId: string): Promise<Order | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM orders WHERE cart_id = $1 AND status NOT IN ('CANCELLED', 'EXPIRED')`,
    [cartId],
  );
  const [order] = await mapping.load(
    tx,
    rows.map((row) => row.id),
    false,
  );
  return order;
}

const mapping: AggregateMapping<Order> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<OrderRow>(
      lock
        ? 'SELECT * FROM orders WHERE id = ANY($1) ORDER BY id FOR UPDATE'
        : 'SELECT * FROM orders WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    if (rows.length === 0) return [];
    const parts = await partsOf(
      tx,
      rows.map((row) => row.id),
    );
    return rows.map((order) =>
      orderFromRows({
        order,
        sellerOrders: parts.seller_orders.filter((row) => row.order_id === order.id),
        lines: parts.lines.filter((row) => row.order_id === order.id),
        shipments: parts.shipments.filter((row) => row.order_id === order.id),
        refunds: parts.refunds.filter((row) => row.order_id === order.id),
      }),
    );
  },

  write: async (tx, change, door) => {
    const { next, previous } = change;
    const changed = <Part>(pick: (order: Order) => readonly Part[]) =>
      touchedSince(pick(next), previous && pick(previous));
    // A shipment changes its seller order's fulfillment status, and `touched` gave that one a new version too.
    const sellerOrders = changed((order) => order.sellerOrders);
    await upsertRows(tx, 'orders', [orderRow(next, door.at)]);
    await upsertRows(
      tx,
      'seller_orders',
      sellerOrders.map((part) => sellerOrderRow(next, part)),
    );
    await upsertRows(
      tx,
      'order_lines',
      changed((order) => order.lines).map((line) => orderLineRow(next, line)),
    );
    await upsertRows(
      tx,
      'shipments',
      changed((order) => order.shipments).map((one) => shipmentRow(next, one, door.at)),
    );
    await upsertRows(
      tx,
      'refunds',
      changed((order) => order.refunds).map((refund) => refundRow(next, refund)),
    );
    await addToTimeline(tx, change, door);
  },
};

interface Parts {
  readonly seller_orders: readonly SellerOrderRow[];
  readonly lines: readonly OrderLineRow[];
  readonly shipments: readonly ShipmentRow[];
  readonly refunds: readonly RefundRow[];
}

/** What belongs to these orders, in one statement: one row of four JSON lists. */
async function partsOf(tx: Transaction, ids: readonly string[]): Promise<Parts> {
  const { rows } = await tx.query<Parts>(
    `SELECT (SELECT coalesce(json_agg(s ORDER BY s.id), '[]') FROM seller_orders s WHERE s.order_id = ANY($1)) AS seller_orders,
            (SELECT coalesce(json_agg(l ORDER BY l.id), '[]') FROM order_lines l WHERE l.order_id = ANY($1)) AS lines,
            (SELECT coalesce(json_agg(h ORDER BY h.id), '[]') FROM shipments h WHERE h.order_id = ANY($1)) AS shipments,
            (SELECT coalesce(json_agg(r ORDER BY r.id), '[]') FROM refunds r WHERE r.order_id = ANY($1)) AS refunds`,
    [ids],
  );
  return rows[0] ?? { seller_orders: [], lines: [], shipments: [], refunds: [] };
}

/** Every change announces at least one event, so the log of events is the order's timeline. */
async function addToTimeline(tx: Transaction, { next, events }: Change<Order>, door: Door): Promise<void> {
  await tx.query(
    `INSERT INTO timeline_entries (order_id, type, at, actor, payload)
     SELECT $1, type, $2, $3, payload FROM unnest($4::text[], $5::jsonb[]) AS e(type, payload)`,
    [
      next.id,
      door.at,
      actorOf(door),
      events.map((event) => event.type),
      events.map((event) => JSON.stringify(event.payload)),
    ],
  );
}

const actorOf = ({ caller }: Door) =>
  caller.user?.id ?? (receiptScope(caller) ? 'guest' : (caller.service?.name ?? 'platform'));
