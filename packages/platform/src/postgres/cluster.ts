import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './run-as.ts';
import { executable } from './server-binaries.ts';

/** Where one private server lives and how it is run. */
export interface Cluster {
  readonly dir: string;
  readonly binaries: string;
  readonly account: Account | undefined;
  readonly durability: Durability;
}
export type Durability = 'full' | 'none';

/** Where the server keeps its data. */
export const dataDir = (cluster: Cluster) => path.join(cluster.dir, 'data');

/** The path of one of its programs, such as `initdb`. */
export const program = (cluster: Cluster, name: string) => path.join(cluster.binaries, 'bin', executable(name));
/** The server's own environment: nothing of ours (PG* variables, locale) may change what it does. */
export const processOptions = (cluster: Cluster) => ({
  ...cluster.account,
  cwd: cluster.dir,
  env: { ...windowsEnvironment(), PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: cluster.dir },
});

/** Makes the cluster if it is not there, or if an earlier making was cut short, and returns its password. */
export async function ensureCluster(cluster: Cluster): Promise<string> {
  const unfinished = path.join(cluster.dir, 'initdb.incomplete');
  if (!existsSync(path.join(dataDir(cluster), 'PG_VERSION')) || existsSync(unfinished)) {
    await rm(dataDir(cluster), { recursive: true, force: true });
    await writeFile(unfinished, '');
    await writePassword(cluster);
    await initdb(cluster);
    await rm(unfinished);
  }
  return (await readFile(passwordFile(cluster), 'utf8')).trim();
}

const passwordFile = (cluster: Cluster) => path.join(cluster.dir, 'password');

async function writePassword(cluster: Cluster) {
  const file = passwordFile(cluster);
  await rm(file, { force: true });
  await writeFile(file, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (cluster.account) await chown(file, cluster.account.uid, cluster.account.gid);
}

const initdb = (cluster: Cluster) =>
  promisify(execFile)(
    program(cluster, 'initdb'),
    [
      ...['-D', dataDir(cluster), '-U', 'postgres', '--pwfile', passwordFile(cluster), '-A', 'scram-sha-256'],
      // The built-in locale sorts the same on every machine and in every later version of its C library.
      ...['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...(cluster.durability === 'none' ? ['--no-sync'] : []),
    ],
    processOptions(cluster),
  );

/** Windows programs do not load without these two. */
function windowsEnvironment() {
  if (process.platform !== 'win32') return {};
  // eslint-disable-next-line no-restricted-properties -- handed on, not read as configuration
  const { SystemRoot, TEMP } = process.env;
  return { SystemRoot, TEMP };
}
