import type { PageRequest } from '@stoa/subgraph-kit';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Reads by purpose; whole carts are read by the repository. */
export interface CartReader {
  /** Ids of a page of a user's carts that have not ended, newest first. */
  page(userId: string, page: PageRequest): Promise<string[]>;
  /** Whether a token with this hash was ever given out. */
  isGuest(hash: string): Promise<boolean>;
}

export const cartReader = (db: PrismaClient): CartReader => ({
  page: async (userId, { cursor, limit, direction }) => {
    const rows = await db.cart.findMany({
      where: { buyerId: userId, endedAt: null, ...beyond(cursor, direction) },
      select: { id: true },
      orderBy: { id: direction === 'forward' ? 'desc' : 'asc' },
      take: limit,
    });
    return rows.map((row) => row.id);
  },
  isGuest: async (hash) => (await db.cart.findFirst({ where: { guest: hash }, select: { id: true } })) !== null,
});

// Ids sort by time, so the id is the keyset; lists run newest first.
const beyond = (cursor: readonly string[] | undefined, direction: PageRequest['direction']) =>
  cursor?.[0] === undefined ? {} : { id: direction === 'forward' ? { lt: cursor[0] } : { gt: cursor[0] } };
