import { setTimeout as sleep } from 'node:timers/promises';
import { fnv1a } from '@stoa/contracts';
import type pg from 'pg';

/** An open transaction, or a pool where each statement is its own. Statements are prepared once per connection. */
export interface Transaction {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number }>;
}

const TRIES = 5;

/** Runs `work` in one transaction; serialization failures and deadlocks are tried again, with jitter, up to five times. */
export const inTransaction = async <Value>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<Value>,
  beforeCommit?: () => void,
): Promise<Value> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work, beforeCommit);
    } catch (error) {
      if (attempt === TRIES || !isContention(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
};

/** Single statements on the pool, with the same prepared names as inside a transaction. */
export const onPool = (pool: pg.Pool): Transaction => ({ query: (text, values) => run(pool, text, values) });

/** The constraint that a unique violation names, undefined for every other error. */
export const violatedConstraint = (error: unknown): string | undefined =>
  pgCode(error) === '23505' ? (error as { constraint?: string }).constraint : undefined;

async function once<Value>(pool: pg.Pool, work: (tx: Transaction) => Promise<Value>, beforeCommit?: () => void) {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const value = await work({ query: (text, values) => run(client, text, values) });
    beforeCommit?.();
    await client.query('COMMIT');
    return value;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: unknown) => {
      broken = rollbackError as Error;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function run<Row extends object>(on: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[] = []) {
  const { rows, rowCount } = await on.query<Row>({ name: statementName(text), text, values: [...values] });
  return { rows, rowCount: rowCount ?? 0 };
}

const names = new Map<string, string>();
// Statement texts are constants of the code (sets travel as arrays), so the map stays as small as the code.
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `s${fnv1a(text).toString(36)}_${text.length.toString(36)}`;
    names.set(text, name);
  }
  return name;
}

const isContention = (error: unknown) => ['40001', '40P01'].includes(pgCode(error) ?? '');
const pgCode = (error: unknown) => (error as { code?: string } | null)?.code;
