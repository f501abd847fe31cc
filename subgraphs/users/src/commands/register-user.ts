import { newId, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { readAccount, type AccountDetails } from '../domain/account-details.ts';
import { register, type EmailTaken } from '../domain/register.ts';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

/** Somebody opens an account; the mail that verifies the address is asked for with it. */
export const registerUser =
  ({ users, passwords }: Rooms) =>
  async (door: Door, input: AccountDetails): Promise<Result<User, InvalidInput | EmailTaken>> => {
    const details = readAccount(input);
    if (!details.ok) return details;
    const { email, password, displayName } = details.value;
    const passwordHash = await passwords.hash(password);
    return users.open(door, () => register({ id: newId('usr'), email, displayName, passwordHash, at: door.at }));
  };
