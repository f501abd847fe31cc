import type { PageRequest } from '@stoa/subgraph-kit';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** What a list of deliveries can be narrowed by. */
export interface DeliveryFilter {
  readonly statuses?: readonly string[] | null | undefined;
  readonly templates?: readonly string[] | null | undefined;
  readonly orderId?: string | null | undefined;
  readonly userId?: string | null | undefined;
}

/** A delivery as support sees it. */
export type Delivery = Prisma.NotificationGetPayload<{ select: typeof SEEN }>;

/** Reads for support. */
export interface DeliveryReader {
  /** A page of deliveries, newest first. One statement. */
  page(filter: DeliveryFilter, page: PageRequest): Promise<Delivery[]>;
  count(filter: DeliveryFilter): Promise<number>;
}

/** `totalCount` is exact up to here and then stops, so that a long history costs no long count. */
const COUNT_LIMIT = 10_000;

export const deliveryReader = (db: PrismaClient): DeliveryReader => ({
  // Ids sort by time, so the id is the keyset.
  page: (filter, { cursor, limit, direction }) =>
    db.notification.findMany({
      where: {
        ...whereOf(filter),
        ...(cursor?.[0] !== undefined && { id: direction === 'forward' ? { lt: cursor[0] } : { gt: cursor[0] } }),
      },
      select: SEEN,
      orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
      take: limit,
    }),
  count: (filter) => db.notification.count({ where: whereOf(filter), take: COUNT_LIMIT }),
});

const SEEN = {
  id: true,
  template: true,
  channel: true,
  status: true,
  recipientKind: true,
  recipientId: true,
  maskedRecipient: true,
  attempts: true,
  lastError: true,
  createdAt: true,
  sentAt: true,
} as const;

const whereOf = ({ statuses, templates, orderId, userId }: DeliveryFilter): Prisma.NotificationWhereInput => ({
  ...(statuses && { status: { in: [...statuses] } }),
  ...(templates && { template: { in: [...templates] } }),
  AND: [orderId, userId].filter((id) => id != null).map((recipientId) => ({ recipientId })),
});
