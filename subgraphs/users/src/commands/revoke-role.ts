import type { Role } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { revokeRole as revoked } from '../domain/roles.ts';
import type { Rooms } from '../rooms.ts';

/** An admin takes a role back. */
export const revokeRole =
  ({ users }: Rooms) =>
  (door: Door, { userId, role }: { userId: string; role: Role }) =>
    users.update(userId, { door }, revoked(role, door.caller.user?.id));
