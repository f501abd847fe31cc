import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ensureTemplate } from './template-database.ts';
import { databaseFrom, emptyDatabase } from './test-database.ts';
import { onServer } from './test-server.ts';

let prismaDir: string;
const domain = 'domain_of_this_test';

beforeAll(async () => {
  prismaDir = await mkdtemp(path.join(tmpdir(), 'stoa-prisma-'));
  await write('1_orders', 'CREATE TABLE orders (id int)');
});
afterAll(async () => {
  await rm(prismaDir, { recursive: true });
  await onServer(async (admin) => {
    for (const name of await databasesLike(`template_${domain}_%`)) await admin.query(`DROP DATABASE "${name}"`);
  });
});

describe('a test database', () => {
  test('is migrated, belongs to its test alone and is gone when dropped', async () => {
    const template = await ensureTemplate(domain, prismaDir);
    const [mine, other] = await Promise.all([databaseFrom(template, domain), databaseFrom(template, domain)]);
    await query(mine.url, 'INSERT INTO orders VALUES (1)');
    expect(await query(mine.url, 'SELECT id FROM orders')).toEqual([{ id: 1 }]);
    expect(await query(other.url, 'SELECT id FROM orders')).toEqual([]);
    await Promise.all([mine.drop(), other.drop()]);
    await expect(query(mine.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  test('is dropped even while somebody is connected to it', async () => {
    const database = await emptyDatabase('held');
    const holder = new pg.Client({ connectionString: database.url });
    holder.on('error', () => {});
    await holder.connect();
    await database.drop();
    expect(await databasesLike('test_held_%')).toEqual([]);
    await holder.end().catch(() => {});
  });
});

describe("a domain's template", () => {
  test('is made once, by whichever test asks first', async () => {
    const names = await Promise.all([1, 2, 3].map(() => ensureTemplate(domain, prismaDir)));
    expect(new Set(names).size).toBe(1);
    expect(await databasesLike(`template_${domain}_%`)).toEqual([names[0]]);
  });

  test('is another one as soon as a migration is added, and the old one goes', async () => {
    const before = await ensureTemplate(domain, prismaDir);
    await write('2_notes', 'ALTER TABLE orders ADD note text');
    const after = await ensureTemplate(domain, prismaDir);
    expect(after).not.toBe(before);
    expect(await databasesLike(`template_${domain}_%`)).toEqual([after]);
  });

  test('that cannot be made leaves nothing that looks like one', async () => {
    await write('3_broken', 'SELECT * FROM nothing');
    await expect(ensureTemplate(domain, prismaDir)).rejects.toThrow('3_broken');
    expect(await databasesLike(`template_${domain}_%`)).toHaveLength(1);
  });
});

async function write(migration: string, sql: string) {
  const dir = path.join(prismaDir, domain, 'migrations', migration);
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'migration.sql'), sql);
}

const databasesLike = (pattern: string): Promise<string[]> =>
  onServer(async (admin) => {
    const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [
      pattern,
    ]);
    return rows.map((row) => row.datname);
  });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows as unknown[])
    .finally(() => client.end());
}
