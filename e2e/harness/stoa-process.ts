import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres, startEmbeddedPostgres } from '@stoa/platform';
import { emptyKafka } from './empty-kafka.ts';
import { behindTheCurtain, type Database, type Databases } from './database.ts';

const MAIN = path.join(import.meta.dirname, '../../apps/embedded/src/main.ts');
const ADMIN_CREATE = path.join(import.meta.dirname, '../../apps/embedded/src/admin-create.ts');
const READY = 'Stoa is ready.';

/** Stoa as a person starts it: a process of its own with a state directory, reached over HTTP alone. */
export interface StoaProcess {
  readonly url: string;
  readonly port: number;
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
  /** Its databases, for what no door shows: time that passes, rows that must not be there. Only while it runs. */
  database(name: string): Promise<Database>;
  /** Starts another copy on the same state and waits for its end, as somebody whose start fails sees it. */
  attempt(options?: AttemptOptions): Promise<Attempt>;
  /** Works on its databases while no Stoa runs on them. */
  whileStopped(work: (open: Databases['open']) => Promise<void>): Promise<void>;
  /** Stops it, with its database, and forgets its data. */
  destroy(): Promise<void>;
}

export interface AttemptOptions {
  /** Arguments besides `--no-demo` and the usual port and broker, which they may repeat. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Attempt {
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** The broker that this run of the behaviors is about. */
export const brokerOfRun = (): 'postgres' | 'kafka' =>
  process.env['STOA_E2E_BROKER'] === 'kafka' ? 'kafka' : 'postgres';

const kafkaBrokers = () => (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');

export const stoaProcess = async (): Promise<StoaProcess> => {
  const home = mkdtempSync(path.join(tmpdir(), 'stoa-e2e-'));
  // Each kind of broker has its own data.
  const stateDirectory = brokerOfRun() === 'kafka' ? path.join(home, 'with-kafka') : home;
  if (brokerOfRun() === 'kafka') await emptyKafka(kafkaBrokers());
  const port = await freePort();
  const environment = {
    ...process.env,
    KAFKA_BROKERS: kafkaBrokers().join(','),
    STOA_STATE: home,
    NODE_ENV: 'development',
  };
  let child: ChildProcess | undefined;
  let printed = '';
  const usual = ['--no-demo', '--port', String(port), '--broker', brokerOfRun()];
  const databases = behindTheCurtain(path.join(stateDirectory, 'postgres'));

  const run = (script: string, args: readonly string[], extra: Record<string, string> = {}) => {
    const started = spawn(process.execPath, [script, ...args], {
      env: { ...environment, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return started;
  };
  const ended = async (of = child): Promise<string> => {
    if (!of) return 'never started';
    if (of.exitCode === null && of.signalCode === null) await once(of, 'exit');
    return of.signalCode ?? `exit ${of.exitCode}`;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stateDirectory,
    output: () => printed,
    start: async ({ failpoint } = {}) => {
      printed = '';
      const started = run(MAIN, usual, failpoint ? { STOA_FAILPOINT: failpoint } : {});
      child = started;
      const isReady = new Promise<void>((resolve) =>
        started.stdout.on('data', () => printed.includes(READY) && resolve()),
      );
      const outcome = await Promise.race([isReady.then(() => 'ready'), ended(started)]);
      if (outcome !== 'ready' && !(failpoint && outcome === 'SIGKILL'))
        throw new Error(`Stoa did not start (${outcome}):\n${printed}`);
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
      const code = await ended(
        run(ADMIN_CREATE, ['--email', email, '--password', password, '--broker', brokerOfRun()]),
      );
      if (code !== 'exit 0') throw new Error(`admin:create ended with ${code}:\n${printed}`);
    },
    database: (name) => databases.open(name),
    attempt: async ({ args = [], env = {} } = {}) => {
      const started = run(MAIN, [...usual, ...args], env);
      let stderr = '';
      started.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      await once(started, 'close');
      return { exitCode: started.exitCode, stderr };
    },
    whileStopped: async (work) => {
      const postgres = await startEmbeddedPostgres({
        dir: path.join(stateDirectory, 'postgres'),
        databases: [],
        durability: 'full',
        log: () => undefined,
      });
      try {
        await work(databases.open);
      } finally {
        await databases.close();
        await postgres.stop();
      }
    },
    destroy: async () => {
      await databases.close();
      child?.kill('SIGTERM');
      await ended();
      await destroyEmbeddedPostgres(path.join(stateDirectory, 'postgres'));
      rmSync(home, { recursive: true, force: true });
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
