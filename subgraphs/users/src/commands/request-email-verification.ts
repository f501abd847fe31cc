import type { Door } from '@stoa/messaging';
import { mayActFor } from '../domain/access.ts';
import { requestVerification } from '../domain/email-verification.ts';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

/** The person or support asks for the verification mail once more. */
export const requestEmailVerification =
  ({ users }: Rooms) =>
  (door: Door, { userId }: { userId: string }) =>
    users.update(userId, { door, allow: ({ id }: User) => mayActFor(door.caller, id) }, requestVerification(door.at));
