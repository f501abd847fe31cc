import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../src/postgres/connect.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { MigrationError } from '../../src/postgres/migration-error.ts';
import { aDatabase } from './a-database.ts';

let database: Awaited<ReturnType<typeof aDatabase>>;
let dir: string;

beforeEach(async () => {
  database = await aDatabase();
  dir = await mkdtemp(path.join(tmpdir(), 'stoa-migrations-'));
});
afterEach(async () => {
  await database.drop();
  await rm(dir, { recursive: true });
});

describe('migrate', () => {
  test('applies migrations in the order of their names and returns them', async () => {
    await write('2_lines', 'CREATE TABLE line (order_id int REFERENCES "order")');
    await write('1_orders', 'CREATE TABLE "order" (id int PRIMARY KEY)');
    expect(await run()).toEqual(['1_orders', '2_lines']);
    expect(await query('SELECT * FROM line')).toEqual([]);
  });

  test('applies nothing twice', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await run();
    expect(await run()).toEqual([]);
  });

  test('lets several processes start at once', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flat()).toEqual(['1_orders']);
  });

  test('has nothing to do in a domain without migrations', async () => {
    expect(await migrate({ connectionString: database.url, dir: path.join(dir, 'absent') })).toEqual([]);
  });

  test('writes the history Prisma reads', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await run();
    expect(
      await query('SELECT migration_name, length(checksum) AS digits, applied_steps_count FROM _prisma_migrations'),
    ).toEqual([{ migration_name: '1_orders', digits: 64, applied_steps_count: 1 }]);
  });

  test('names a broken migration and leaves no trace of it', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await write('2_broken', 'CREATE TABLE half (id int); SELECT * FROM nothing');
    const fault = await failure();
    expect(fault).toMatchObject({ kind: 'broken', migration: '2_broken' });
    expect(fault.message).toContain('relation "nothing" does not exist');
    expect(await query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
    expect(await query('SELECT migration_name FROM _prisma_migrations')).toEqual([{ migration_name: '1_orders' }]);
  });

  test('refuses a migration that was edited after it was applied', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await run();
    await write('1_orders', 'CREATE TABLE "order" (id bigint)');
    expect(await failure()).toMatchObject({ kind: 'edited', migration: '1_orders' });
  });

  test('refuses to go past a migration that Prisma recorded as failed', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await run();
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
    expect(await failure()).toMatchObject({ kind: 'failed-earlier', migration: '1_orders' });
  });

  test('applies again what "prisma migrate resolve" marked as rolled back', async () => {
    await write('1_orders', 'CREATE TABLE "order" (id int)');
    await run();
    await query('DROP TABLE "order"');
    await query('UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = now()');
    expect(await run()).toEqual(['1_orders']);
  });
});

const run = () => migrate({ connectionString: database.url, dir });

async function failure(): Promise<MigrationError> {
  const fault = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(MigrationError);
  return fault as MigrationError;
}

async function write(name: string, sql: string) {
  await mkdir(path.join(dir, name), { recursive: true });
  await writeFile(path.join(dir, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<unknown[]> {
  const client = await connect(database.url);
  return client
    .query(sql)
    .then(({ rows }) => rows as unknown[])
    .finally(() => client.end());
}
