import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDir, processOptions, program, type Cluster } from './cluster.ts';
import { canConnect } from './connect.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Postmaster } from './running-postmaster.ts';
import { serverArguments, type Settings } from './server-settings.ts';

const startPatienceMs = 60_000;
const logLimitBytes = 5_000_000;

/**
 * One attempt to start the server on a free port. Its log is a file and not a pipe to us: a server that outlives us must
 * not stumble over a closed pipe. Throws EmbeddedPostgresError with the log's end.
 */
export async function launchPostmaster(cluster: Cluster, password: string, settings: Settings): Promise<Postmaster> {
  const port = await freePort();
  const log = logFile(cluster);
  const logged = await rotate(log);
  const out = openSync(log, 'a', 0o600);
  const child = spawn(
    program(cluster, 'postgres'),
    ['-D', dataDir(cluster), ...serverArguments(port, cluster.durability, settings)],
    { ...processOptions(cluster), stdio: ['ignore', out, out], detached: true },
  );
  closeSync(out);
  let ended: string | undefined;
  child.on('error', (fault) => (ended = fault.message));
  child.on('exit', (code, signal) => (ended ??= `exited with ${code ?? signal}`));
  child.unref();
  const until = Date.now() + startPatienceMs;
  while (!(await canConnect(port, password))) {
    if (ended === undefined && Date.now() < until) {
      await sleep(15);
      continue;
    }
    child.kill('SIGQUIT');
    const said = (await readFile(log, 'utf8')).slice(logged).trim().split('\n').slice(-12).join('\n');
    throw new EmbeddedPostgresError(
      `PostgreSQL did not start (${ended ?? 'no answer in 60 s'}); ${log} says:\n${said}`,
    );
  }
  return { pid: child.pid as number, port };
}

/** Where the server writes what it has to say. */
export const logFile = (cluster: Cluster) => path.join(cluster.dir, 'postgres.log');

/** Where the next line will be written, after a log that has grown too long was put aside. */
async function rotate(log: string): Promise<number> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size < logLimitBytes) return size;
  await rename(log, `${log}.1`);
  return 0;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
