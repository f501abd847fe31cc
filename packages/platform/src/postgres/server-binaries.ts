import { existsSync } from 'node:fs';
import { chmod, cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { hostSystem, type HostSystem } from './host-system.ts';
import { succeeds, type Account } from './run-as.ts';

/**
 * The folder holding bin/, lib/ and share/, ready to be run by the account.
 * Throws EmbeddedPostgresError where no binaries exist.
 */
export async function serverBinaries(account: Account | undefined, dir: string, host: HostSystem = hostSystem()) {
  const packaged = await packagedBinaries(host);
  await linkLibraries(packaged);
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    await chmod(path.join(packaged, 'bin', executable(name)), 0o755).catch(() => {});
  }
  const runnable = !account || (await succeeds(path.join(packaged, 'bin', 'postgres'), ['--version'], account));
  return runnable ? packaged : copyBeside(packaged, dir);
}

/** The file name of a program on this system. */
export const executable = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

async function packagedBinaries(host: HostSystem): Promise<string> {
  if (host.libc === 'musl') {
    throw new EmbeddedPostgresError(
      'PostgreSQL is not packaged for musl systems such as Alpine: run a PostgreSQL 18 yourself and set DATABASE_URL.',
    );
  }
  const name = `@embedded-postgres/${host.platform === 'win32' ? 'windows' : host.platform}-${host.arch}`;
  try {
    // eslint-disable-next-line no-restricted-syntax -- one package per platform; no code of ours hides behind it
    const { postgres } = (await import(name)) as { postgres: string };
    return path.resolve(path.dirname(postgres), '..');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `PostgreSQL's package ${name} is not installed: run "npm ci", or run a PostgreSQL 18 yourself and set DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm cannot pack symbolic links and the package's install script does not run with ignore-scripts. */
async function linkLibraries(native: string) {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(native, path.relative('native', target));
    if (!existsSync(link)) await symlink(path.relative(path.dirname(target), source), link).catch(() => {});
  }
}

/** A clone below /root (0700) cannot be read by the account the server runs under. */
async function copyBeside(native: string, dir: string): Promise<string> {
  const copy = path.join(dir, 'binaries');
  const complete = path.join(copy, '.complete');
  const origin = path.dirname(native);
  const version = (JSON.parse(await readFile(path.join(origin, 'package.json'), 'utf8')) as { version: string })
    .version;
  if ((await readFile(complete, 'utf8').catch(() => '')) !== version) {
    await rm(copy, { recursive: true, force: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await writeFile(complete, version);
  }
  return copy;
}
