import { err, type Announcement, type Decide, type Failure } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

/** Runs a decision on the account of whoever comes in. */
export const updateOwnAccount = async <Refusal extends Failure>(
  { users }: Rooms,
  door: Door,
  decide: Decide<User, Announcement, Refusal>,
) => {
  const id = door.caller.user?.id;
  // A subgraph that asks for itself has no account.
  return id === undefined ? err({ kind: 'NOT_FOUND', id: 'no account' } as const) : users.update(id, { door }, decide);
};
