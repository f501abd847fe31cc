import { userId as userIdSchema } from '@stoa/contracts';
import { err, invalidInput } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { mayOwn } from '../domain/access.ts';
import * as domain from '../domain/members.ts';
import type { ShopRole } from '../domain/shop.ts';
import type { Rooms } from '../rooms.ts';

export interface AddMember {
  readonly shopId: string;
  readonly userId: string;
  readonly role: ShopRole;
}

/** An owner lets somebody act for the shop. Whether the person exists is users' matter: a made-up id opens nothing. */
export const addMember =
  ({ shops }: Rooms) =>
  async (door: Door, { shopId, userId, role }: AddMember) => {
    const read = userIdSchema.safeParse(userId);
    if (!read.success) return err(invalidInput('userId', 'The id of a user.'));
    return shops.update(shopId, { door, allow: mayOwn(door.caller) }, domain.addMember(read.data, role, door.at));
  };
