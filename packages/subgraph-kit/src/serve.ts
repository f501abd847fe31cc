import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { TOPICS } from '@stoa/contracts';
import { systemClock } from '@stoa/kernel';
import { createKafkaBroker, createPostgresBroker, type Broker } from '@stoa/messaging';
import {
  closing,
  createLog,
  createPool,
  describeConfiguration,
  migrate,
  onShutdownSignal,
  readConfiguration,
  type Closing,
  type Configuration,
  type Log,
} from '@stoa/platform';
import { httpGraphTransport } from './http-graph-transport.ts';
import { createHttpShell } from './http-shell.ts';
import { processSettings } from './process-settings.ts';
import type { Subgraph } from './subgraph-definition.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../../../prisma');

/**
 * Runs one subgraph as a process of its own: stores, migrations, handler, then what works by itself, then the port.
 * Prints every fault of its configuration, or the one line that says why it cannot start, and exits 1; ends in order at
 * SIGINT and SIGTERM. `--help` prints its settings.
 */
export const serve = async (subgraph: Subgraph, { port }: { port: number }): Promise<void> => {
  const settings = { ...processSettings(subgraph.name, port), ...subgraph.settings };
  if (process.argv.includes('--help')) {
    process.stdout.write(
      `The subgraph ${subgraph.name} as a process. Its environment:\n\n${describeConfiguration(settings)}`,
    );
    return;
  }
  // eslint-disable-next-line no-restricted-properties -- the process's one door to its environment
  const environment = process.env;
  const configuration = readConfiguration(settings, environment);
  if (!configuration.ok) {
    fail(subgraph.name, configuration.failure);
    return;
  }

  const log = createLog({ level: configuration.value.logLevel });
  const steps = closing(log);
  try {
    await start(subgraph, { configuration: configuration.value, environment, log, steps });
    onShutdownSignal(() => void steps.closeAll().then(() => process.exit(0)));
  } catch (error) {
    await steps.closeAll();
    fail(subgraph.name, [(error as Error).message]);
  }
};

interface Ground {
  readonly configuration: Configuration<ReturnType<typeof processSettings>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly steps: Closing;
}

async function start(subgraph: Subgraph, { configuration, environment, log, steps }: Ground): Promise<void> {
  const { name } = subgraph;
  const { databaseUrl, routerUrl, routerKey, roles, port } = configuration;
  await migrate({ connectionString: databaseUrl, dir: path.join(MIGRATIONS, name, 'migrations') });
  const pool = createPool({ connectionString: databaseUrl, max: 10, name: `stoa-${name}` });
  steps.add('database', () => pool.end());
  const broker = connectBroker(configuration, { name, log });
  steps.add('broker', () => broker.close());
  await broker.prepare(TOPICS);
  const graph = httpGraphTransport({ url: routerUrl, subgraph: name, key: routerKey });
  steps.add('graph', () => graph.close());
  const open = subgraph.open({ pool, broker, clock: systemClock, graph, environment, owner: randomUUID(), log });
  steps.add('subgraph', () => open.close());
  await open.run(roles);

  const server = createHttpShell({ subgraph: open, routerKey, log });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  steps.add('server', () => new Promise((resolve) => server.close(resolve)));
  process.stdout.write(`${name} is ready on http://127.0.0.1:${port}\n`);
}

function connectBroker(
  { broker, brokerDatabaseUrl, kafkaBrokers }: Ground['configuration'],
  { name, log }: { name: string; log: Log },
): Broker {
  if (broker === 'postgres') return createPostgresBroker({ connectionString: brokerDatabaseUrl ?? '', log });
  // A consumer that died is not mended in place: the next start goes on from the committed positions.
  return createKafkaBroker({
    brokers: [...kafkaBrokers],
    clientId: `stoa-${name}`,
    log,
    onFatal: () => process.exit(1),
  });
}

function fail(name: string, faults: readonly string[]): void {
  for (const fault of faults) process.stderr.write(`${name}: ${fault}\n`);
  process.exitCode = 1;
}
