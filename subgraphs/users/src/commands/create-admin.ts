import { newId, type InvalidInput, type Result } from '@stoa/kernel';
import type { Door } from '@stoa/messaging';
import { readAccount } from '../domain/account-details.ts';
import { registerAdmin, type EmailTaken } from '../domain/register.ts';
import type { User } from '../domain/user.ts';
import type { Rooms } from '../rooms.ts';

/** Opens the account of whoever runs the platform. Not in the graph: who may run it has the machine. */
export const createAdmin =
  ({ users, passwords }: Rooms) =>
  async (door: Door, input: { email: string; password: string }): Promise<Result<User, InvalidInput | EmailTaken>> => {
    const details = readAccount({ ...input, displayName: 'Admin' });
    if (!details.ok) return details;
    const { email, password, displayName } = details.value;
    const passwordHash = await passwords.hash(password);
    return users.open(door, () => registerAdmin({ id: newId('usr'), email, displayName, passwordHash, at: door.at }));
  };
