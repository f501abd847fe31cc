import { upsertRows, type Door } from '@stoa/messaging';
import type { Caller } from '@stoa/kernel';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Who works for which shop, as the shops' events told: a projection, never the truth. */
export interface ShopMembers {
  /** The shops whose stock this caller may see and change. */
  shopsOf(caller: Caller): Promise<readonly string[]>;
  add(door: Door, member: { shopId: string; userId: string; role: string }): Promise<void>;
  remove(door: Door, member: { shopId: string; userId: string }): Promise<void>;
}

export const shopMembers = (db: PrismaClient): ShopMembers => ({
  shopsOf: async ({ user }) => {
    if (!user) return [];
    const rows = await db.shopMember.findMany({ where: { userId: user.id }, select: { shopId: true } });
    return rows.map((row) => row.shopId);
  },
  add: async ({ tx }, { shopId, userId, role }) => {
    if (tx) await upsertRows(tx, 'shop_members', [{ shop_id: shopId, user_id: userId, role }], ['shop_id', 'user_id']);
  },
  remove: async ({ tx }, { shopId, userId }) => {
    await tx?.query('DELETE FROM shop_members WHERE shop_id = $1 AND user_id = $2', [shopId, userId]);
  },
});
