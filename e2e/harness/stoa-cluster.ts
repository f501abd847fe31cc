import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres, startEmbeddedPostgres } from '@stoa/platform';
import { secretsOf, type Secrets } from '../../apps/embedded/src/secrets.ts';
import { behindTheCurtain } from './database.ts';
import { DOMAINS } from './domains.ts';
import { emptyKafka } from './empty-kafka.ts';
import { brokerOfRun, type StoaProcess } from './stoa-process.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const ADMIN_CREATE = path.join(ROOT, 'apps/embedded/src/admin-create.ts');
const KAFKA = process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092';
/** What an operator has to set besides addresses; each begins with the name of the one who may know it. */
const SECRETS = [
  ...DOMAINS.map((name) => `${name.toUpperCase()}_ROUTER_KEY`),
  'USERS_SIGNING_KEY',
  'USERS_TOKEN_SECRET',
  'ORDERS_ACCESS_SECRET',
  'PAYMENTS_SANDBOX_SECRET',
  'PAYMENTS_PAGE_SECRET',
  'NOTIFICATIONS_MESSAGE_SECRET',
];

/** Stoa as an operator runs it: eight subgraphs and a router, each a process that its environment alone configures. */
export interface StoaCluster extends StoaProcess {
  member(name: (typeof DOMAINS)[number]): ClusterMember;
  readonly router: ClusterMember;
  /** A second router over the same subgraphs, which whoever wants it starts. */
  readonly otherRouter: ClusterMember;
  /** What the routers serve, a copy of their own. */
  readonly supergraphFile: string;
}

export interface ClusterMember {
  readonly url: string;
  /** Starts it (again) and waits until it is ready. */
  start(options?: { failpoint?: string }): Promise<void>;
  /** Ends it with a signal and waits for its end: its exit code or the signal that it died of. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  /** Sends it a signal that it outlives. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the signal or exit code when it ends by itself. */
  ended(): Promise<number | string>;
}

/** A cluster that is not started yet, with a PostgreSQL of its own, which stays up until `destroy` as an operator's does. */
export const stoaCluster = async (): Promise<StoaCluster> => {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), 'stoa-e2e-'));
  if (brokerOfRun() === 'kafka') await emptyKafka(KAFKA.split(','));
  const dir = path.join(stateDirectory, 'postgres');
  const postgres = await startEmbeddedPostgres({
    dir,
    databases: [...DOMAINS, 'broker'],
    durability: 'none',
    log: () => undefined,
  });
  const databases = behindTheCurtain(dir);
  const secrets = secretsOf(stateDirectory, SECRETS);
  const [port = 0, otherPort = 0, ...subgraphPorts] = await freePorts(2 + DOMAINS.length);
  const url = `http://127.0.0.1:${port}`;
  const addresses = DOMAINS.map((name, place) => ({ name, port: subgraphPorts[place] ?? 0 }));

  const supergraphFile = path.join(stateDirectory, 'supergraph.graphql');
  copyFileSync(path.join(ROOT, 'schema/supergraph.graphql'), supergraphFile);

  let printed = '';
  const run = (script: string, env: Environment, args: readonly string[] = []) => {
    const started = spawn(process.execPath, [path.resolve(ROOT, script), ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'development', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return started;
  };

  const brokerEnvironment = {
    BROKER: brokerOfRun(),
    BROKER_DATABASE_URL: postgres.url('broker'),
    KAFKA_BROKERS: KAFKA,
  };
  const routerEnvironment = {
    ROUTER_PORT: String(port),
    SUPERGRAPH_FILE: supergraphFile,
    ...brokerEnvironment,
    ...only(secrets, (variable) => variable.endsWith('_ROUTER_KEY')),
    ...Object.fromEntries(addresses.map((one) => [`${one.name.toUpperCase()}_URL`, `http://127.0.0.1:${one.port}`])),
  };
  const routerOn = (at: number) =>
    member(`http://127.0.0.1:${at}`, 'The router is ready', (failpoint) =>
      run('router/src/main.ts', { ...routerEnvironment, ROUTER_PORT: String(at), ...failpoint }),
    );
  const [router, otherRouter] = [routerOn(port), routerOn(otherPort)];
  const subgraphs = new Map(
    addresses.map((one) => {
      const prefix = `${one.name.toUpperCase()}_`;
      const environment = {
        PORT: String(one.port),
        PUBLIC_URL: url,
        ROUTER_URL: url,
        ...brokerEnvironment,
        [`${prefix}DATABASE_URL`]: postgres.url(one.name),
        ...only(secrets, (variable) => variable.startsWith(prefix)),
      };
      const start = (failpoint: Environment) =>
        run(`subgraphs/${one.name}/src/main.ts`, { ...environment, ...failpoint });
      return [one.name, member(`http://127.0.0.1:${one.port}`, `${one.name} is ready`, start)] as const;
    }),
  );
  const all = [router, ...subgraphs.values()];
  const endAll = (signal: NodeJS.Signals) => Promise.all(all.map((one) => one.end(signal)));

  return {
    url,
    port,
    stateDirectory,
    output: () => printed,
    // All at once, as an orchestrator does: nobody waits for anybody's start.
    start: async (options) => {
      printed = '';
      await Promise.all(all.map((one) => one.start(options))).catch((error: unknown) => {
        throw new Error(`Stoa did not start: ${(error as Error).message}\n${printed}`);
      });
    },
    kill: async () => {
      await endAll('SIGKILL');
    },
    stop: async () => {
      const codes = await endAll('SIGTERM');
      return codes.every((code) => code === 0) ? 0 : null;
    },
    ended: () => Promise.race(all.map((one) => one.ended())).then(String),
    createAdmin: async (email, password) => {
      const started = run(ADMIN_CREATE, { STOA_STATE: stateDirectory }, ['--email', email, '--password', password]);
      const code = await endOf(started);
      if (code !== 0) throw new Error(`admin:create ended with ${code}:\n${printed}`);
    },
    member: (name) => subgraphs.get(name)!,
    router,
    otherRouter,
    supergraphFile,
    database: (name) => databases.open(name),
    // Another router on the same port.
    attempt: async ({ args = [], env = {} } = {}) => {
      const started = run('router/src/main.ts', { ...routerEnvironment, ...env }, args);
      let stderr = '';
      started.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      await once(started, 'close');
      return { exitCode: started.exitCode, stderr };
    },
    whileStopped: (work) => work(databases.open),
    destroy: async () => {
      await databases.close();
      await Promise.all([endAll('SIGTERM'), otherRouter.end('SIGTERM')]);
      await postgres.stop();
      await destroyEmbeddedPostgres(dir);
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
};

type Environment = Readonly<Record<string, string>>;
type Running = ReturnType<typeof spawn> & { readonly stdout: NonNullable<ChildProcess['stdout']> };

function member(url: string, ready: string, run: (failpoint: Environment) => Running): ClusterMember {
  let child: Running | undefined;
  return {
    url,
    start: async ({ failpoint } = {}) => {
      const started = run(failpoint === undefined ? {} : { STOA_FAILPOINT: failpoint });
      child = started;
      let said = '';
      const isReady = new Promise<void>((resolve) =>
        started.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes(ready)) resolve();
        }),
      );
      const outcome = await Promise.race([isReady.then(() => 'ready'), endOf(started)]);
      if (outcome !== 'ready' && !(failpoint !== undefined && outcome === 'SIGKILL'))
        throw new Error(`"${ready}" was not said before the end (${outcome})`);
    },
    end: async (signal) => {
      child?.kill(signal);
      return child ? endOf(child) : 'never started';
    },
    signal: (signal) => void child?.kill(signal),
    ended: async () => (child ? endOf(child) : 'never started'),
  };
}

async function endOf(child: ChildProcess): Promise<number | string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode ?? child.exitCode ?? 'no code';
}

const only = (secrets: Secrets, isKnown: (variable: string) => boolean): Secrets =>
  Object.fromEntries(Object.entries(secrets).filter(([variable]) => isKnown(variable)));

/** So many different ports: all are held before any is let go. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
