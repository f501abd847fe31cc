import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';

const MAIN = path.join(import.meta.dirname, '../../apps/embedded/src/main.ts');
const ADMIN_CREATE = path.join(import.meta.dirname, '../../apps/embedded/src/admin-create.ts');
const READY = 'Stoa is ready.';

/** Stoa as a person starts it: a process of its own with a state directory, reached over HTTP alone. */
export interface StoaProcess {
  readonly url: string;
  readonly stateDirectory: string;
  /** What it printed so far, both streams. */
  output(): string;
  /** Starts it (again) and waits until it is ready. `failpoint` ends it there as kill -9 does. */
  start(options?: { failpoint?: string }): Promise<void>;
  /** Ends it as kill -9 does. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<number | null>;
  /** Resolves with the signal or exit code when the process ends by itself. */
  ended(): Promise<string>;
  createAdmin(email: string, password: string): Promise<void>;
  /** Stops it, with its database, and forgets its data. */
  destroy(): Promise<void>;
}

/** The broker that this run of the behaviors is about. */
export const brokerOfRun = (): 'postgres' | 'kafka' => (process.env['STOA_E2E_BROKER'] === 'kafka' ? 'kafka' : 'postgres');

export const stoaProcess = async (): Promise<StoaProcess> => {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), 'stoa-e2e-'));
  const port = await freePort();
  const environment = { ...process.env, STOA_STATE: stateDirectory, NODE_ENV: 'development' };
  let child: ChildProcess | undefined;
  let printed = '';

  const run = (script: string, args: readonly string[], extra: Record<string, string> = {}) => {
    const started = spawn(process.execPath, [script, ...args], { env: { ...environment, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return started;
  };
  const ended = async (of = child): Promise<string> => {
    if (!of) return 'never started';
    if (of.exitCode === null && of.signalCode === null) await once(of, 'exit');
    return of.signalCode ?? `exit ${of.exitCode}`;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    stateDirectory,
    output: () => printed,
    start: async ({ failpoint } = {}) => {
      printed = '';
      const started = run(MAIN, ['--no-demo', '--port', String(port), '--broker', brokerOfRun()], failpoint ? { STOA_FAILPOINT: failpoint } : {});
      child = started;
      const isReady = new Promise<void>((resolve) => started.stdout.on('data', () => printed.includes(READY) && resolve()));
      const outcome = await Promise.race([isReady.then(() => 'ready'), ended(started)]);
      if (outcome !== 'ready' && !(failpoint && outcome === 'SIGKILL')) throw new Error(`Stoa did not start (${outcome}):\n${printed}`);
    },
    kill: async () => {
      child?.kill('SIGKILL');
      await ended();
    },
    stop: async () => {
      child?.kill('SIGTERM');
      await ended();
      return child?.exitCode ?? null;
    },
    ended: () => ended(),
    createAdmin: async (email, password) => {
      const code = await ended(run(ADMIN_CREATE, ['--email', email, '--password', password]));
      if (code !== 'exit 0') throw new Error(`admin:create ended with ${code}:\n${printed}`);
    },
    destroy: async () => {
      child?.kill('SIGTERM');
      await ended();
      await destroyEmbeddedPostgres(path.join(stateDirectory, 'postgres'));
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
};

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
