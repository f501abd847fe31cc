import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { createPool, type PoolOptions } from '../../src/postgres/pool.ts';
import { aDatabase } from './a-database.ts';

let database: Awaited<ReturnType<typeof aDatabase>>;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  database = await aDatabase();
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});
afterAll(() => database.drop());

describe('column values', () => {
  test('a 64-bit integer is a number', async () => {
    const { rows } = await aPool().query(
      'SELECT 9007199254740991::int8 AS largest, count(*) AS counted, $1::int8 AS sent',
      [7],
    );
    expect(rows).toEqual([{ largest: 9_007_199_254_740_991, counted: 1, sent: 7 }]);
  });

  test('a 64-bit integer that a number cannot hold is refused, not rounded', async () => {
    const pool = aPool();
    await expect(pool.query('SELECT 9007199254740992::int8')).rejects.toThrow('9007199254740992');
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('numeric stays text and a time is a Date', async () => {
    const { rows } = await aPool().query(
      `SELECT 1.50::numeric AS rate, '2026-01-02T03:04:05Z'::timestamptz AS at, NULL::int8 AS none`,
    );
    expect(rows).toEqual([{ rate: '1.50', at: new Date('2026-01-02T03:04:05Z'), none: null }]);
  });
});

describe('onQuery', () => {
  test('hears each statement once, whether sent through the pool or through a client of it', async () => {
    const heard: string[] = [];
    const pool = aPool({ max: 1, onQuery: (sql) => heard.push(sql) });
    await pool.query('SELECT 1');
    await pool.query({ text: 'SELECT $1::int', values: [2] });
    for (const again of ['SELECT 3', 'SELECT 4']) {
      const client = await pool.connect();
      await client.query(again);
      client.release();
    }
    expect(heard).toEqual(['SELECT 1', 'SELECT $1::int', 'SELECT 3', 'SELECT 4']);
  });

  test('hears statements with a callback and prepared ones as Prisma sends them', async () => {
    const heard: string[] = [];
    const pool = aPool({ onQuery: (sql) => heard.push(sql) });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query({ name: 'two', text: 'SELECT $1::int AS two', values: [2], rowMode: 'array' });
    await new Promise<void>((resolve) => client.query('SELECT 3', () => resolve()));
    await client.query('COMMIT');
    client.release();
    expect(heard).toEqual(['BEGIN', 'SELECT $1::int AS two', 'SELECT 3', 'COMMIT']);
  });
});

describe('connections', () => {
  test('carry the name and the limits they were given', async () => {
    const { rows } = await aPool({ name: 'orders-api', statementTimeoutMs: 1234 }).query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('application_name', 'statement_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`,
    );
    expect(rows).toEqual([
      { name: 'application_name', setting: 'orders-api' },
      { name: 'idle_in_transaction_session_timeout', setting: '3000' },
      { name: 'statement_timeout', setting: '1234' },
    ]);
  });

  test('a connection cut while it is checked out fails its next query and is replaced', async () => {
    const pool = aPool({ max: 1 });
    const client = await pool.connect();
    const cut = new Promise((resolve) => client.once('end', resolve));
    await client.query('BEGIN');
    await endConnection(client);
    await cut;
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('a connection cut while nobody uses it is reported and replaced', async () => {
    let report: (fault: Error) => void = () => {};
    const reported = new Promise<Error>((resolve) => (report = resolve));
    const pool = aPool({ max: 1, onError: report });
    const client = await pool.connect();
    client.release();
    await endConnection(client);
    expect((await reported).message).toContain('terminating connection');
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});

function aPool(options: Partial<PoolOptions> = {}): pg.Pool {
  const pool = createPool({ connectionString: database.url, max: 2, name: 'test', ...options });
  pools.push(pool);
  return pool;
}

const endConnection = (client: pg.PoolClient) =>
  aPool().query('SELECT pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID]);
