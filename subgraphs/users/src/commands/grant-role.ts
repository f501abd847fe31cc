import type { Role } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { grantRole as granted } from '../domain/roles.ts';
import type { Rooms } from '../rooms.ts';

/** An admin lets somebody do more. */
export const grantRole =
  ({ users }: Rooms) =>
  (door: Door, { userId, role }: { userId: string; role: Role }) =>
    users.update(userId, { door }, granted(role));
