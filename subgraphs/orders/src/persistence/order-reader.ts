import type { PageRequest } from '@stoa/subgraph-kit';
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts';

/** What a list of orders can be narrowed by. */
export interface OrderFilter {
  readonly statuses?: readonly string[] | null | undefined;
  readonly paymentStatuses?: readonly string[] | null | undefined;
  readonly fulfillmentStatuses?: readonly string[] | null | undefined;
  readonly submittedFrom?: Date | null | undefined;
  readonly submittedUntil?: Date | null | undefined;
}

/** Reads by purpose; whole orders are read by the repository. */
export interface OrderReader {
  /** Ids of a page of orders, newest first; of one buyer, or of everybody. */
  page(scope: { buyerId?: string }, filter: OrderFilter, page: PageRequest): Promise<string[]>;
  count(scope: { buyerId?: string }, filter: OrderFilter): Promise<number>;
  /** Seller orders of one shop, newest first. Orders that never got stock are not shown to sellers. */
  shopPage(shopId: string, filter: OrderFilter, page: PageRequest): Promise<{ id: string; orderId: string }[]>;
  /** The orders that seller orders are parts of, by the seller order's id. */
  orderIdsOfSellerOrders(ids: readonly string[]): Promise<Map<string, string>>;
  homeOfShipment(shipmentId: string): Promise<{ orderId: string; sellerOrderId: string } | null>;
  timelines(orderIds: readonly string[]): Promise<TimelineRow[]>;
  /** Ids of orders whose time to pay is over, oldest first. */
  unpaidUntil(at: Date, limit: number): Promise<string[]>;
  /** Ids of orders delivered at or before, that are not complete yet. */
  deliveredUntil(at: Date, limit: number): Promise<string[]>;
}

export interface TimelineRow {
  readonly id: bigint;
  readonly orderId: string;
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  /** The shop's part that it is about; null when it is about the whole order. */
  readonly sellerOrderId: string | null;
}

/** `totalCount` is exact up to here and then stops, so that a long history costs no long count. */
const COUNT_LIMIT = 10_000;

export const orderReader = (db: PrismaClient): OrderReader => ({
  page: async ({ buyerId }, filter, { cursor, limit, direction }) => {
    const rows = await db.order.findMany({
      where: { ...(buyerId !== undefined && { buyerId }), ...whereOf(filter), ...beyond(cursor, direction) },
      select: { id: true },
      orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
      take: limit,
    });
    return rows.map((row) => row.id);
  },
  count: ({ buyerId }, filter) =>
    db.order.count({ where: { ...(buyerId !== undefined && { buyerId }), ...whereOf(filter) }, take: COUNT_LIMIT }),
  shopPage: (shopId, filter, { cursor, limit, direction }) =>
    db.sellerOrder.findMany({
      where: { shopId, ...beyond(cursor, direction), order: { status: { not: 'PENDING' }, ...whereOf(filter) } },
      select: { id: true, orderId: true },
      orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
      take: limit,
    }),
  orderIdsOfSellerOrders: async (ids) => {
    const rows = await db.sellerOrder.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, orderId: true },
    });
    return new Map(rows.map((row) => [row.id, row.orderId]));
  },
  homeOfShipment: (id) => db.shipment.findUnique({ where: { id }, select: { orderId: true, sellerOrderId: true } }),
  timelines: (orderIds) =>
    db.$queryRaw<TimelineRow[]>`
      SELECT id, order_id AS "orderId", type, at, actor, payload->>'sellerOrderId' AS "sellerOrderId"
      FROM timeline_entries WHERE order_id = ANY(${orderIds}) ORDER BY id`,
  unpaidUntil: async (at, limit) => {
    const rows = await db.order.findMany({
      where: { status: 'AWAITING_PAYMENT', expiresAt: { lte: at }, closing: { equals: Prisma.DbNull } },
      select: { id: true },
      orderBy: { expiresAt: 'asc' },
      take: limit,
    });
    return rows.map((row) => row.id);
  },
  deliveredUntil: async (at, limit) => {
    const rows = await db.order.findMany({
      where: { status: 'PLACED', deliveredAt: { lte: at } },
      select: { id: true },
      orderBy: { deliveredAt: 'asc' },
      take: limit,
    });
    return rows.map((row) => row.id);
  },
});

const whereOf = (filter: OrderFilter): Prisma.OrderWhereInput => ({
  ...(filter.statuses && { status: { in: once(filter.statuses) } }),
  ...(filter.paymentStatuses && { paymentStatus: { in: once(filter.paymentStatuses) } }),
  ...(filter.fulfillmentStatuses && { fulfillmentStatus: { in: once(filter.fulfillmentStatuses) } }),
  submittedAt: {
    ...(filter.submittedFrom && { gte: filter.submittedFrom }),
    ...(filter.submittedUntil && { lt: filter.submittedUntil }),
  },
});

// A list of a hundred thousand would be a statement of its own, prepared and kept by every connection.
const once = <State>(states: readonly State[]) => [...new Set(states)];

// Ids sort by time, so the id is the keyset; lists run newest first.
const beyond = (cursor: readonly string[] | undefined, direction: PageRequest['direction']) =>
  cursor?.[0] === undefined ? {} : { id: direction === 'forward' ? { lt: cursor[0] } : { gt: cursor[0] } };
