import { err, type Announcement, type Decision, type Result } from '@stoa/kernel';
import { aggregateStore, onPool, touchedSince, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Door, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { EmailTaken } from '../domain/register.ts';
import type { User } from '../domain/user.ts';
import { addressRow, userFromRow, userRow, type UserRow } from './user-rows.ts';

export interface UserRepository extends AggregateStore<User> {
  /** Accounts with their address books, in the order of the ids asked, undefined where there is none. One statement. */
  byIds(ids: readonly string[]): Promise<(User | undefined)[]>;
  /** Opens an account, unless its address has one already. */
  open(door: Door, decide: () => Decision<User, Announcement, never>): Promise<Result<User, EmailTaken>>;
  /** The account with this address, given in lower case. One statement. */
  byEmail(email: string): Promise<User | undefined>;
}

export const userRepository = (pool: pg.Pool): UserRepository => ({
  ...aggregateStore(pool, mapping),
  open: (door, decide) =>
    aggregateStore(pool, mapping).create<EmailTaken>(door, decide, { taken: ONE_ACCOUNT_PER_EMAIL }),
  byIds: async (ids) => {
    const users = await mapping.load(onPool(pool), ids, false);
    const byId = new Map<string, User>(users.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id));
  },
  byEmail: async (email) => {
    const { rows } = await onPool(pool).query<UserRow>(`${WITH_ADDRESSES} WHERE u.email = $1`, [email]);
    return rows[0] && userFromRow(rows[0]);
  },
});

/** By the unique index that gives one address one account. */
const ONE_ACCOUNT_PER_EMAIL = { users_email_key: () => Promise.resolve(err({ kind: 'EMAIL_TAKEN' } as const)) };

const WITH_ADDRESSES = `SELECT u.*, (SELECT coalesce(json_agg(a ORDER BY a.id), '[]') FROM addresses a WHERE a.user_id = u.id) AS addresses
  FROM users u`;

const mapping: AggregateMapping<User> = {
  load: async (tx, ids, lock) => {
    // A statement of its own: one that waits for a lock would read the address book as it was before the wait.
    if (lock) await tx.query('SELECT 1 FROM users WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    const { rows } = await tx.query<UserRow>(`${WITH_ADDRESSES} WHERE u.id = ANY($1) ORDER BY u.id`, [ids]);
    return rows.map(userFromRow);
  },

  write: async (tx, { next, previous }) => {
    await upsertRows(tx, 'users', [userRow(next)]);
    const touched = touchedSince(next.addresses, previous?.addresses);
    await upsertRows(
      tx,
      'addresses',
      touched.map((address) => addressRow(next, address)),
    );
    await deleteTakenOut(tx, next, previous);
  },
};

/** An entry that was taken out is personal data nobody needs any more. */
async function deleteTakenOut(tx: Transaction, next: User, previous: User | undefined): Promise<void> {
  const kept = new Set(next.addresses.map(({ id }) => id));
  const gone = previous?.addresses.filter(({ id }) => !kept.has(id)).map(({ id }) => id) ?? [];
  if (gone.length > 0) await tx.query('DELETE FROM addresses WHERE user_id = $1 AND id = ANY($2)', [next.id, gone]);
}
