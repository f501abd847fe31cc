import { createHash, randomUUID } from 'node:crypto';
import { changed, refused, unchanged, type Announcement, type Decide } from '@stoa/kernel';
import { createPool } from '@stoa/platform';
import { testDatabase } from '@stoa/testing';
import type pg from 'pg';
import { aggregateStore, upsertRows, type AggregateMapping, type Door, type ReceiptKey } from '../src/messaging.ts';

/** The plainest aggregate with money in it: what takes effect twice is seen in its balance. */
export interface Account {
  readonly id: string;
  readonly version: number;
  readonly balance: number;
  readonly holder: string | null;
}
export interface Overdrawn {
  readonly kind: 'OVERDRAWN';
  readonly short: number;
}

export const accounts: AggregateMapping<Account> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<Account>(
      `SELECT id, version, balance, holder FROM accounts WHERE id = ANY($1) ORDER BY id${lock ? ' FOR UPDATE' : ''}`,
      [ids],
    );
    return rows;
  },
  write: async (tx, { next, previous }) => {
    if (!previous) await tx.query('INSERT INTO accounts VALUES ($1, $2, $3, $4)', Object.values(ordered(next)));
    else await upsertRows(tx, 'accounts', [ordered(next)]);
  },
};
const ordered = ({ id, version, balance, holder }: Account) => ({ id, version, balance, holder });

export const deposited = (account: Account, amount: number): Announcement => ({
  type: 'Deposited',
  version: 1,
  topic: 'orders',
  aggregateId: account.id,
  keys: {},
  payload: { amount },
});

/** Adds to an account, or takes from it what is there. Nothing at all changes nothing. */
export const deposit =
  (amount: number): Decide<Account, Announcement, Overdrawn> =>
  (account) => {
    if (amount === 0) return unchanged(account);
    if (account.balance + amount < 0) return refused({ kind: 'OVERDRAWN', short: -(account.balance + amount) });
    return changed({ ...account, balance: account.balance + amount }, [deposited(account, amount)]);
  };

export const anAccount = (given: Partial<Account> = {}): Account => ({
  id: randomUUID(),
  version: 1,
  balance: 0,
  holder: null,
  ...given,
});

export const aDoor = (receipt?: ReceiptKey): Door => ({
  caller: {},
  at: new Date('2026-01-15T10:00:00Z'),
  correlationId: 'test',
  ...(receipt && { receipt }),
});

export const aReceipt = (key: string = randomUUID(), body?: unknown): ReceiptKey => ({
  scope: 'user:usr_1/deposit',
  key,
  ...(body !== undefined && { bodyHash: createHash('sha256').update(JSON.stringify(body)).digest('hex') }),
});

/** A database with the messaging tables and one table of accounts. */
export const openBank = async (connections = 16) => {
  const database = await testDatabase('orders');
  const pool = createPool({ connectionString: database.url, max: connections, name: 'messaging-test' });
  await pool.query(
    'CREATE TABLE accounts (id text PRIMARY KEY, version int NOT NULL, balance int NOT NULL, holder text UNIQUE)',
  );
  const store = aggregateStore(pool, accounts);
  return {
    pool,
    store,
    url: database.url,
    given: async (...wanted: Account[]): Promise<Account[]> => {
      for (const account of wanted)
        await accounts.write(query(pool), { next: account, previous: undefined, events: [] }, aDoor());
      return wanted;
    },
    account: async (id: string) => (await accounts.load(query(pool), [id], false))[0],
    count: async (table: string): Promise<number> => {
      const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
      return rows[0]?.count ?? 0;
    },
    /** Sequence numbers in the outbox of this aggregate, in the order of the relay. */
    announced: async (id: string): Promise<number[]> => {
      const { rows } = await pool.query<{ seq: number }>(
        `SELECT (envelope->>'seq')::int AS seq FROM outbox WHERE aggregate_id = $1 ORDER BY seq`,
        [id],
      );
      return rows.map((row) => row.seq);
    },
    clear: async () => {
      await pool.query(
        `TRUNCATE accounts, outbox, event_sequences, receipts, inbox_sequences, parked_events, dead_letters, inbox_attempts,
         leases`,
      );
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};
export type Bank = Awaited<ReturnType<typeof openBank>>;

const query = (pool: pg.Pool) => ({
  query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const { rows, rowCount } = await pool.query<Row>(text, [...values]);
    return { rows, rowCount: rowCount ?? 0 };
  },
});
