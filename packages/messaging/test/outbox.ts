import { randomUUID } from 'node:crypto';
import { TOPICS } from '@stoa/contracts';
import { createLog } from '@stoa/platform';
import type pg from 'pg';
import type { Broker, BrokerMessage } from '../src/broker/broker.ts';
import { announce, createMemoryBroker, inTransaction, type Transaction } from '../src/messaging.ts';
import { shardOwnership, type ShardOwnership } from '../src/outbox/shard-ownership.ts';
import { aDoor, anAccount, deposited } from './a-bank.ts';

export const silent = createLog({ level: 'silent' });

/** Announces one event of the aggregate; its amount is what tests tell events apart by. */
export const announceOne = (tx: Transaction, id: string, amount: number): Promise<void> =>
  announce(tx, aDoor(), [deposited(anAccount({ id }), amount)]);

/** Announces in one transaction that stays open until it is told to commit. */
export const announceSlowly = (pool: pg.Pool, id: string, amount: number) => {
  const written = Promise.withResolvers<undefined>();
  const mayCommit = Promise.withResolvers<undefined>();
  const done = inTransaction(pool, async (tx) => {
    await announceOne(tx, id, amount);
    written.resolve(undefined);
    await mayCommit.promise;
  });
  return {
    written: written.promise,
    commit: () => {
      mayCommit.resolve(undefined);
      return done;
    },
  };
};

export interface Log {
  readonly broker: Broker;
  readonly messages: BrokerMessage[];
  /** Amounts of an aggregate's events as the log has them, repetitions included. */
  of(id: string): number[];
}

/** A broker that keeps what it was given; `before` may hold a publication up or let it fail. */
export const aLog = (before: (messages: readonly BrokerMessage[]) => Promise<void> | void = () => {}): Log => {
  const broker = createMemoryBroker();
  const messages: BrokerMessage[] = [];
  return {
    messages,
    broker: {
      ...broker,
      publish: async (batch) => {
        await before(batch);
        await broker.prepare(TOPICS);
        await broker.publish(batch);
        messages.push(...batch);
      },
    },
    of: (id) => messages.filter(({ key }) => key === id).map(amountOf),
  };
};

export const amountOf = ({ value }: { value: string }): number =>
  (JSON.parse(value) as { payload: { amount: number } }).payload.amount;

/** The shards of one process, all of them when it is alone; renewed once. */
export const anOwner = async (pool: pg.Pool, leaseTtlMs = 60_000): Promise<ShardOwnership> => {
  const ownership = shardOwnership({ pool, owner: randomUUID(), leaseTtlMs });
  await ownership.renew();
  return ownership;
};

/** Ends every lease now, as the clock would: what its owner does afterwards it does as a zombie. */
export const expireLeases = async (pool: pg.Pool): Promise<void> => {
  await pool.query(`UPDATE leases SET expires_at = now() - interval '1 ms'`);
};

export const unpublished = async (pool: pg.Pool): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL',
  );
  return rows[0]?.count ?? 0;
};
