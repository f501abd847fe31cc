import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { TOPICS } from '@stoa/contracts';
import { systemClock } from '@stoa/kernel';
import { createKafkaBroker, createPostgresBroker, keepEventLogShort, type Broker } from '@stoa/messaging';
import {
  armedFailpoint,
  closing,
  createLog,
  createPool,
  describeConfiguration,
  migrate,
  logStrayRejections,
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
  const missing = [...brokerFaults(settings, environment), ...productionFaults(environment)];
  if (!configuration.ok || missing.length > 0) {
    fail(subgraph.name, [...(configuration.ok ? [] : configuration.failure), ...missing]);
    return;
  }

  const log = createLog({ level: configuration.value.logLevel });
  const steps = closing(log);
  try {
    await start(subgraph, { configuration: configuration.value, environment, log, steps });
    logStrayRejections(log);
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
  const { databaseUrl, routerUrl, routerKey, roles, host, port } = configuration;
  await migrate({ connectionString: databaseUrl, dir: path.join(MIGRATIONS, name, 'migrations') });
  const pool = createPool({
    connectionString: databaseUrl,
    max: 10,
    name: `stoa-${name}`,
    statementTimeoutMs: LONGEST_STATEMENT_MS,
  });
  steps.add('database', () => pool.end());
  const broker = await openBroker(configuration, { name, log, steps });
  const graph = httpGraphTransport({ url: routerUrl, subgraph: name, key: routerKey });
  steps.add('graph', () => graph.close());
  const open = subgraph.open({ pool, broker, clock: systemClock, graph, environment, owner: randomUUID(), log });
  steps.add('subgraph', () => open.close());
  await open.run(roles);

  const server = createHttpShell({ subgraph: open, routerKey, log });
  server.listen(port, host);
  await once(server, 'listening');
  steps.add('server', () => new Promise((resolve) => server.close(resolve)));
  process.stdout.write(`${name} is ready on http://${host}:${port}\n`);
}

// No request waits so long; what takes longer is a fault, and must not hold its locks.
const LONGEST_STATEMENT_MS = 20_000;

const productionFaults = (environment: Ground['environment']): readonly string[] =>
  environment['NODE_ENV'] === 'production' && armedFailpoint !== undefined
    ? ['STOA_FAILPOINT is set, which is for tests: NODE_ENV is production']
    : [];

/** What the chosen broker cannot do without: one setting that depends on another. */
function brokerFaults(
  { broker, brokerDatabaseUrl, kafkaBrokers }: ReturnType<typeof processSettings>,
  environment: Ground['environment'],
): readonly string[] {
  const read = readConfiguration({ broker, brokerDatabaseUrl, kafkaBrokers }, environment);
  if (!read.ok) return [];
  if (read.value.broker === 'postgres' && read.value.brokerDatabaseUrl === undefined)
    return [`${brokerDatabaseUrl.variable} is not set: the postgres broker keeps the events there`];
  if (read.value.broker === 'kafka' && read.value.kafkaBrokers.length === 0)
    return [`${kafkaBrokers.variable} is not set: the kafka broker is reached there`];
  return [];
}

async function openBroker(
  { broker: kind, brokerDatabaseUrl, kafkaBrokers, roles }: Ground['configuration'],
  { name, log, steps }: { name: string; log: Log; steps: Closing },
): Promise<Broker> {
  if (kind === 'postgres') {
    const broker = createPostgresBroker({ connectionString: brokerDatabaseUrl ?? '', log });
    steps.add('broker', () => broker.close());
    await broker.prepare(TOPICS);
    // Every process does it: none of them is the only one, and two that delete the same do no harm.
    if (roles.includes('jobs')) steps.add('event log', keepEventLogShort(broker, log));
    return broker;
  }
  const broker = createKafkaBroker({
    brokers: [...kafkaBrokers],
    clientId: `stoa-${name}`,
    log,
    // A consumer that died is not mended in place: the next start goes on from the committed positions.
    onFatal: () => process.exit(1),
  });
  steps.add('broker', () => broker.close());
  await broker.prepare(TOPICS);
  return broker;
}

function fail(name: string, faults: readonly string[]): void {
  for (const fault of faults) process.stderr.write(`${name}: ${fault}\n`);
  process.exitCode = 1;
}
