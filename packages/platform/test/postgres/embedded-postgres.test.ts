import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../src/postgres/connect.ts';
import { destroyEmbeddedPostgres } from '../../src/postgres/destroy-embedded-postgres.ts';
import { asStartFailure } from '../../src/postgres/embedded-postgres-error.ts';
import { startEmbeddedPostgres } from '../../src/postgres/embedded-postgres.ts';
import { isAlive } from '../../src/postgres/process-life.ts';
import { serverBinaries } from '../../src/postgres/server-binaries.ts';

// One cluster for the file, because making one takes a second; every test leaves it without a running server.
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'stoa-embedded-'));
  await chmod(dir, 0o755);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('startEmbeddedPostgres', () => {
  test('makes the databases, keeps their rows over a restart and stops its server', async () => {
    const first = await start(['orders']);
    await query(first.url('orders'), 'CREATE TABLE kept AS SELECT 1 AS row');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start(['orders', 'carts']);
    expect(second.reused).toBe(false);
    expect(await query(second.url('orders'), 'SELECT * FROM kept')).toEqual([{ row: 1 }]);
    expect(await query(second.url('carts'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test('adopts the server of a killed process and stops it at the end', async () => {
    const orphan = await serverOfAKilledProcess();
    const server = await start([]);
    expect(server).toMatchObject({ pid: orphan.pid, port: orphan.port, reused: true, owned: true });
    await server.stop();
    expect(isAlive(orphan.pid)).toBe(false);
  });

  test('starts again after the server itself was killed', async () => {
    const killed = await start(['orders']);
    process.kill(killed.pid, 'SIGKILL');
    const server = await start(['orders']);
    expect(await query(server.url('orders'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(server.pid).not.toBe(killed.pid);
    await server.stop();
  });

  test('leaves the server of a living process running', async () => {
    const other = await runningElsewhere();
    const server = await start([]);
    expect(server).toMatchObject({ pid: other.pid, reused: true, owned: false });
    await server.stop();
    expect(isAlive(other.pid)).toBe(true);
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');
    await (await start([])).stop();
  });

  test('starts one server when several ask at once', async () => {
    const servers = await Promise.all([start(['a']), start(['b']), start(['c'])]);
    expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
    expect(servers.filter((server) => !server.reused)).toHaveLength(1);
    await servers[0].stop();
  });

  test('writes the log beside the data and the password where only its owner reads it', async () => {
    const server = await start([]);
    await server.stop();
    expect(await readFile(path.join(dir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
    const { mode } = await stat(path.join(dir, 'password'));
    expect(mode & 0o077).toBe(0);
  });

  test('says in the error what the server said when it cannot start', async () => {
    const settings = { shared_buffers: 'much' };
    const refused = startEmbeddedPostgres({ dir, databases: [], durability: 'none', settings, log: () => {} });
    await expect(refused).rejects.toThrow(/did not start[\s\S]*shared_buffers/);
  });
});

describe('destroyEmbeddedPostgres', () => {
  test('stops the server of a killed process and removes everything', async () => {
    const orphan = await serverOfAKilledProcess();
    await destroyEmbeddedPostgres(dir);
    expect(isAlive(orphan.pid)).toBe(false);
    expect(existsSync(dir)).toBe(false);
  });

  test('refuses while another process uses the server', async () => {
    const other = await runningElsewhere();
    await expect(destroyEmbeddedPostgres(dir)).rejects.toThrow('is in use');
    expect(isAlive(other.pid)).toBe(true);
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');
    await destroyEmbeddedPostgres(dir);
  });
});

describe('a machine that cannot run it', () => {
  test('is told about DATABASE_URL on musl', async () => {
    const alpine = { platform: 'linux', arch: 'x64', libc: 'musl' } as const;
    await expect(serverBinaries(undefined, dir, alpine)).rejects.toThrow(/^[^\n]*Alpine[^\n]*DATABASE_URL[^\n]*$/);
  });

  test('is told which package is missing', async () => {
    const rare = { platform: 'linux', arch: 'riscv64', libc: 'glibc' } as const;
    await expect(serverBinaries(undefined, dir, rare)).rejects.toThrow(
      /^[^\n]*@embedded-postgres\/linux-riscv64 is not installed[^\n]*DATABASE_URL[^\n]*$/,
    );
  });

  test('is told in one line that its disk is full', () => {
    const ofInitdb = Object.assign(new Error('Command failed: initdb'), {
      stderr: 'could not write: No space left on device',
    });
    const said = asStartFailure(ofInitdb, '/clone/.stoa') as Error;
    expect(said.message).toBe(
      'The disk is full: PostgreSQL cannot write to /clone/.stoa. Free some space and start again.',
    );
    expect(asStartFailure(Object.assign(new Error('write'), { code: 'ENOSPC' }), '/clone')).toMatchObject({
      name: 'EmbeddedPostgresError',
    });
  });
});

const start = (databases: string[]) => startEmbeddedPostgres({ dir, databases, durability: 'none', log: () => {} });

/** A process of its own that starts the server and then idles. */
async function runningElsewhere() {
  const module = path.resolve(import.meta.dirname, '../../src/postgres/embedded-postgres.ts');
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const server = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)}, databases: [], durability: 'none', log: () => {} });
    console.log(JSON.stringify({ pid: server.pid, port: server.port }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ...(JSON.parse(String(line)) as { pid: number; port: number }), process: child };
}

async function serverOfAKilledProcess() {
  const started = await runningElsewhere();
  started.process.kill('SIGKILL');
  await once(started.process, 'exit');
  return started;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = await connect(url);
  return client
    .query(sql)
    .then(({ rows }) => rows as unknown[])
    .finally(() => client.end());
}
