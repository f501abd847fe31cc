import pg from 'pg';
import { columnTypes } from './column-types.ts';
import { reportStatements } from './report-statements.ts';

export interface PoolOptions {
  readonly connectionString: string;
  /** Connections at most. */
  readonly max: number;
  /** Shown by PostgreSQL as the connection's application_name. */
  readonly name: string;
  /** A statement that takes longer is cancelled by PostgreSQL; no limit by default. */
  readonly statementTimeoutMs?: number;
  /** Called with the text of every statement sent, whoever sends it through this pool: how tests count statements. */
  readonly onQuery?: (sqlText: string) => void;
  /** A connection that broke while nobody was using it; the pool has replaced it already. */
  readonly onError?: (fault: Error) => void;
}

/** An open transaction holds its locks: one whose owner stopped talking is ended by PostgreSQL. */
const idleInTransactionMs = 3000;

/**
 * A pool on which int8 columns are safe integers (an unsafe one throws), numeric is text and timestamptz is a Date.
 * The caller ends it.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max,
    application_name: options.name,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
    types: columnTypes,
  });
  // Without a listener the end of the server would end this process too.
  pool.on('error', (fault) => options.onError?.(fault));
  // A client that is checked out is its user's, who hears of the fault from the next query, but an `error` event without
  // a listener would end this process: PostgreSQL ends an idle transaction exactly then.
  pool.on('connect', (client) => client.on('error', () => {}));
  if (options.onQuery) reportStatements(pool, options.onQuery);
  return pool;
}
