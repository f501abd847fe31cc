import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCluster, type Cluster, type Durability } from './cluster.ts';
import { connect, localUrl } from './connect.ts';
import { asStartFailure } from './embedded-postgres-error.ts';
import { launchPostmaster } from './launch-postmaster.ts';
import { unprivilegedAccount } from './run-as.ts';
import { runningPostmaster, type Postmaster } from './running-postmaster.ts';
import { serverBinaries } from './server-binaries.ts';
import { serverDir } from './server-dir.ts';
import { giveUpOwnership, takeOwnership } from './server-owner.ts';
import type { Settings } from './server-settings.ts';
import { withStartLock } from './start-lock.ts';
import { stopPostmaster } from './stop-postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** Everything the server writes is below it. */
  readonly dir: string;
  /** Made when missing. */
  readonly databases: readonly string[];
  /** Of postgresql.conf; ignored when a running server is re-used. */
  readonly settings?: Settings;
  /** `none` loses everything in a crash: for tests only. */
  readonly durability: Durability;
  readonly log: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** The server was running already. */
  readonly reused: boolean;
  /** This process stops the server; another living process does when false. */
  readonly owned: boolean;
  url(database: string): string;
  /** Waits until the server has ended; does nothing when another process owns it. */
  stop(): Promise<void>;
}

/**
 * Starts the private PostgreSQL of a folder, or re-uses the one that runs on it: a server whose owner was killed is
 * adopted. Throws EmbeddedPostgresError, one clear line, when the machine cannot run it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await unprivilegedAccount();
  const dir = await serverDir(path.resolve(options.dir), account);
  try {
    return await withStartLock(dir, async () => {
      const binaries = await serverBinaries(account, dir);
      return start({ dir, binaries, account, durability: options.durability }, options);
    });
  } catch (fault) {
    throw asStartFailure(fault, dir);
  }
}

async function start(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const password = await ensureCluster(cluster);
  const running = await runningPostmaster(cluster, password);
  const { pid, port } = running ?? (await launchPatiently(cluster, password, options));
  let owned = !running;
  const stop = async () => {
    if (!owned) return;
    await stopPostmaster(cluster, pid);
    await giveUpOwnership(cluster.dir);
  };
  try {
    owned = await takeOwnership(cluster.dir);
    options.log(announcement(running !== undefined, owned, { pid, port }));
    await createMissing(options.databases, localUrl(port, password, 'postgres'));
  } catch (fault) {
    await stop();
    throw fault;
  }
  const url = (database: string) => localUrl(port, password, database);
  return { port, pid, reused: running !== undefined, owned, url, stop };
}

function announcement(reused: boolean, owned: boolean, { pid, port }: Postmaster): string {
  if (!reused) return `PostgreSQL started (process ${pid}, port ${port})`;
  return `PostgreSQL was running already (process ${pid}, port ${port})${owned ? '; it is ours now' : ''}`;
}

/** Right after a kill the dead server's shared memory is held a moment longer; a free port may be taken from under us. */
const passes = /pre-existing shared memory block|could not bind|Address already in use|lock file .* already exists/;
const attempts = 5;

async function launchPatiently(
  cluster: Cluster,
  password: string,
  options: EmbeddedPostgresOptions,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchPostmaster(cluster, password, options.settings ?? {});
    } catch (fault) {
      if (attempt === attempts || !passes.test((fault as Error).message)) throw fault;
      options.log(`PostgreSQL is not ready to start yet, attempt ${attempt} of ${attempts}`);
      await sleep(300 * attempt);
    }
  }
}

async function createMissing(databases: readonly string[], url: string) {
  const admin = await connect(url);
  try {
    const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database');
    const existing = new Set(rows.map((row) => row.datname));
    for (const name of databases) {
      if (!existing.has(name)) await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
    }
  } finally {
    await admin.end();
  }
}
