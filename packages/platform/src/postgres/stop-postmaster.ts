import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dataDir, processOptions, program, type Cluster } from './cluster.ts';
import { isAlive } from './process-life.ts';

const fastShutdownMs = 20_000;

/** Fast shutdown (clients are disconnected, data is written); after 20 s immediate, which the next start recovers from. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await promisify(execFile)(
      program(cluster, 'pg_ctl'),
      ['stop', '-D', dataDir(cluster), '-m', 'fast', '-w'],
      processOptions(cluster),
    ).catch(() => {});
    return;
  }
  signal(pid, 'SIGINT');
  if (await ends(pid, fastShutdownMs)) return;
  signal(pid, 'SIGQUIT');
  await ends(pid, fastShutdownMs);
}

async function ends(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(10);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already, which is what was asked for.
  }
}
