import type { Caller } from '@stoa/kernel';
import DataLoader from 'dataloader';
import { maySeeAccount } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import type { UserRepository } from './user-repository.ts';

/** Batched reads of one request. */
export interface UserLoaders {
  /** Accounts as this caller may see them; null where there is none. */
  readonly account: DataLoader<string, Account | null>;
}

export const userLoaders = ({ users }: { users: UserRepository }, caller: Caller): UserLoaders => ({
  account: new DataLoader(async (ids) => {
    const found = await users.byIds(ids);
    return found.map((user) => (user ? { user, isShown: maySeeAccount(caller, user.id) } : null));
  }),
});
