import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { canConnect } from './connect.ts';
import { isAlive } from './process-life.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const patienceMs = 60_000;

/**
 * The postmaster an earlier process left running on this cluster, once it answers; one that is going down is waited for.
 * `undefined` when there is none.
 */
export async function runningPostmaster(cluster: Cluster, password: string): Promise<Postmaster | undefined> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const { pid, port } = await pidFile(cluster.dir);
    if (!pid || !isAlive(pid)) return undefined;
    if (!isPostgres(pid)) {
      // After a power cut the id may be anybody's; PostgreSQL would refuse to start for as long as that one lives.
      await rm(pidFilePath(cluster.dir), { force: true });
      return undefined;
    }
    if (port && (await canConnect(port, password))) return { pid, port };
    await sleep(50);
  }
  return undefined;
}

/** The process of the server that runs on a folder, whether or not it answers yet. */
export async function runningServerPid(dir: string): Promise<number | undefined> {
  const { pid } = await pidFile(dir);
  return pid && isAlive(pid) && isPostgres(pid) ? pid : undefined;
}

const pidFilePath = (dir: string) => path.join(dir, 'data', 'postmaster.pid');

/** Its first line is the process id, its fourth the port; the rest is for PostgreSQL itself. */
async function pidFile(dir: string): Promise<Postmaster> {
  const lines = (await readFile(pidFilePath(dir), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Where there is no /proc, PostgreSQL's own check is left to decide. */
function isPostgres(pid: number): boolean {
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '');
  } catch {
    return true;
  }
}
