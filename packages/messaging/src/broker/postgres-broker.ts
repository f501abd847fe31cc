import pg from 'pg';
import type { BrokerLog } from './broker-log.ts';
import type { Broker, Subscription } from './broker.ts';
import { runsOf } from './message-size.ts';
import { append } from './postgres/append.ts';
import { createHeads } from './postgres/heads.ts';
import { endMembers } from './postgres/members.ts';
import { createMembership } from './postgres/membership.ts';
import { prepareSchema } from './postgres/schema.ts';
import { createTail } from './postgres/tail.ts';
import { trimLog } from './postgres/trim.ts';
import { within } from './within.ts';

const MAX_APPEND_BYTES = 8_000_000;

export interface PostgresBroker extends Broker {
  /** Retention: drops messages older than this which every durable group has passed; tells how many. */
  trim(options: { readonly olderThan: Date }): Promise<number>;
  /** Ends every membership at once. For a process that knows itself to be the only one: who held them was killed. */
  endMemberships(): Promise<void>;
}

/** A durable log in PostgreSQL, in a schema of its own; it outlives restarts of the process and of the database. */
export const createPostgresBroker = ({
  connectionString,
  log,
}: {
  connectionString: string;
  log: BrokerLog;
}): PostgresBroker => {
  const pool = createPool(connectionString, log);
  const heads = createHeads(pool, log);
  const membership = createMembership({ pool, heads, log });
  const tails = new Set<Subscription>();
  let closed: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    await membership.close();
    await Promise.all([...tails].map((tail) => tail.close()));
    await heads.close();
    await pool.end();
  };

  return {
    kind: 'postgres',
    prepare: (topics) => prepareSchema(pool, topics),
    async publish(messages) {
      for (const run of runsOf(messages, MAX_APPEND_BYTES)) heads.advance(await append(pool, run));
    },
    subscribe: (subscription) => membership.join(subscription),
    async tail(subscription) {
      const tail = await createTail({ pool, heads, log }, subscription);
      tails.add(tail);
      return { close: () => tail.close().finally(() => tails.delete(tail)) };
    },
    async check(timeoutMs) {
      await within(timeoutMs, 'broker database', pool.query('select'));
    },
    trim: ({ olderThan }) => trimLog(pool, olderThan),
    endMemberships: () => endMembers(pool),
    close: () => (closed ??= close()),
  };
};

const createPool = (connectionString: string, log: BrokerLog): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'stoa-broker',
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    // A connection whose other end is gone without a word would keep its query waiting for ever.
    query_timeout: 20_000,
    // A process stopped inside a transaction would hold the heads it locked.
    idle_in_transaction_session_timeout: 3000,
  });
  // Without a listener an idle connection that the server closes ends the process.
  pool.on('error', (err) => log.debug({ err }, 'idle broker connection lost'));
  return pool;
};
