import { ShopMemberAdded, ShopMemberRemoved } from '@stoa/contracts';
import type { Caller } from '@stoa/kernel';
import { on, onPool, upsertRows, type Door } from '@stoa/messaging';
import type pg from 'pg';

/** Who works for which shop, as the shops' events told: a projection, never the truth. */
export interface ShopMembers {
  /** The shops that this caller works for. One statement, none for who is not signed in. */
  shopsOf(caller: Caller): Promise<readonly string[]>;
  add(door: Door, member: { shopId: string; userId: string; role: string }): Promise<void>;
  remove(door: Door, member: { shopId: string; userId: string }): Promise<void>;
}

/** The projection in a domain's own table `shop_members`. */
export const shopMembers = (pool: pg.Pool): ShopMembers => ({
  shopsOf: async ({ user }) => {
    if (!user) return [];
    const sql = 'SELECT shop_id FROM shop_members WHERE user_id = $1';
    const { rows } = await onPool(pool).query<{ shop_id: string }>(sql, [user.id]);
    return rows.map((row) => row.shop_id);
  },
  add: (door, { shopId, userId, role }) =>
    upsertRows(inbox(door), 'shop_members', [{ shop_id: shopId, user_id: userId, role }], ['shop_id', 'user_id']),
  remove: async (door, { shopId, userId }) => {
    await inbox(door).query('DELETE FROM shop_members WHERE shop_id = $1 AND user_id = $2', [shopId, userId]);
  },
});

/** What keeps the projection fresh; part of `hears` of a domain whose rooms have `members`. */
export const followShopMembers = [
  on(
    ShopMemberAdded,
    ({ members }: WithMembers) =>
      (member, door) =>
        members.add(door, member),
  ),
  on(
    ShopMemberRemoved,
    ({ members }: WithMembers) =>
      (member, door) =>
        members.remove(door, member),
  ),
];

interface WithMembers {
  readonly members: ShopMembers;
}

function inbox({ tx }: Door) {
  if (!tx) throw new TypeError('Who works for a shop is written in the inbox transaction');
  return tx;
}
