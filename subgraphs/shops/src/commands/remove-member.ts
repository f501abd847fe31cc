import type { UserId } from '@stoa/contracts';
import type { Door } from '@stoa/messaging';
import { isMember, mayOwn } from '../domain/access.ts';
import * as domain from '../domain/members.ts';
import type { Rooms } from '../rooms.ts';

export interface RemoveMember {
  readonly shopId: string;
  readonly userId: string;
}

/** An owner ends somebody's acting for the shop, or a member leaves. */
export const removeMember =
  ({ shops }: Rooms) =>
  (door: Door, { shopId, userId }: RemoveMember) => {
    const isLeaving = door.caller.user?.id === userId;
    const mayRemove = mayOwn(door.caller);
    return shops.update(
      shopId,
      { door, allow: (shop) => mayRemove(shop) || (isLeaving && isMember(door.caller, shop)) },
      domain.removeMember(userId as UserId),
    );
  };
