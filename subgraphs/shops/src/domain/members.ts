import type { UserId } from '@stoa/contracts';
import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { shopMemberAdded, shopMemberRemoved } from './shop-events.ts';
import type { Shop, ShopMember, ShopRole } from './shop.ts';

/** A shop without an owner could never be changed again. */
export interface LastOwner {
  readonly kind: 'LAST_OWNER';
}

/** Lets somebody in, or changes what they may do; the same again changes nothing. */
export const addMember =
  (userId: UserId, role: ShopRole, at: Date): Decide<Shop, Announcement, LastOwner> =>
  (shop) => {
    const known = shop.members.find((member) => member.userId === userId);
    if (known?.role === role) return unchanged(shop);
    if (known && isLastOwner(shop, known)) return refused({ kind: 'LAST_OWNER' });
    const member: ShopMember = { userId, role, addedAt: known?.addedAt ?? at };
    const next = { ...shop, members: [...without(shop, userId), member].toSorted(byJoining) };
    return changed(next, [shopMemberAdded(next, member)]);
  };

/** Ends somebody's acting for the shop; twice is not an error. */
export const removeMember =
  (userId: UserId): Decide<Shop, Announcement, LastOwner> =>
  (shop) => {
    const known = shop.members.find((member) => member.userId === userId);
    if (!known) return unchanged(shop);
    if (isLastOwner(shop, known)) return refused({ kind: 'LAST_OWNER' });
    const next = { ...shop, members: without(shop, userId) };
    return changed(next, [shopMemberRemoved(next, { userId })]);
  };

const without = ({ members }: Shop, userId: UserId) => members.filter((member) => member.userId !== userId);
const isLastOwner = ({ members }: Shop, { userId, role }: ShopMember) =>
  role === 'OWNER' && !members.some((member) => member.role === 'OWNER' && member.userId !== userId);
const byJoining = (left: ShopMember, right: ShopMember) => left.addedAt.getTime() - right.addedAt.getTime();
