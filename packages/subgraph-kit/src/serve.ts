import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { systemClock } from '@stoa/kernel';
import { createKafkaBroker, createPostgresBroker, type Broker } from '@stoa/messaging';
import { closing, createLog, createPool, migrate, onShutdownSignal, readConfiguration } from '@stoa/platform';
import type { Subgraph } from './subgraph-definition.ts';
import { httpGraphTransport } from './http-graph-transport.ts';
import { createHttpShell } from './http-shell.ts';
import { processSettings } from './process-settings.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../../../prisma');

/**
 * Runs one subgraph as a process of its own: stores, migrations, handler, then what works by itself, then the port.
 * Prints every fault of its configuration and exits 1; ends in order at SIGINT and SIGTERM.
 */
export const serve = async (subgraph: Subgraph, { port: defaultPort }: { port: number }): Promise<void> => {
  // eslint-disable-next-line no-restricted-properties -- the process's one door to its environment
  const environment = process.env;
  const configuration = readConfiguration(
    { ...processSettings(subgraph.name, defaultPort), ...subgraph.settings },
    environment,
  );
  if (!configuration.ok) {
    for (const fault of configuration.failure) process.stderr.write(`${subgraph.name}: ${fault}\n`);
    process.exit(1);
  }
  const {
    databaseUrl,
    routerKey,
    routerUrl,
    roles,
    port,
    logLevel,
    broker: brokerKind,
    ...broker
  } = configuration.value;
  const log = createLog({ level: logLevel });
  const steps = closing(log);

  await migrate({ connectionString: databaseUrl, dir: path.join(MIGRATIONS, subgraph.name, 'migrations') });
  const pool = createPool({ connectionString: databaseUrl, max: 10, name: `stoa-${subgraph.name}` });
  steps.add('database', () => pool.end());
  const backbone = connectBroker(brokerKind, broker, { name: subgraph.name, log });
  steps.add('broker', () => backbone.close());
  const open = subgraph.open({
    pool,
    broker: backbone,
    clock: systemClock,
    graph: httpGraphTransport({ url: routerUrl, subgraph: subgraph.name, key: routerKey }),
    environment,
    owner: randomUUID(),
    log,
  });
  steps.add('subgraph', () => open.close());
  await open.run(roles);

  const server = createHttpShell({ subgraph: open, routerKey, log });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  steps.add('server', () => new Promise((resolve) => server.close(resolve)));
  process.stdout.write(`${subgraph.name} is ready on http://127.0.0.1:${port}\n`);
  onShutdownSignal(() => void steps.closeAll().then(() => process.exit(0)));
};

function connectBroker(
  kind: 'postgres' | 'kafka',
  { brokerDatabaseUrl, kafkaBrokers }: { brokerDatabaseUrl: string | undefined; kafkaBrokers: readonly string[] },
  { name, log }: { name: string; log: ReturnType<typeof createLog> },
): Broker {
  return kind === 'kafka'
    ? createKafkaBroker({ brokers: [...kafkaBrokers], clientId: `stoa-${name}`, log, onFatal: () => process.exit(1) })
    : createPostgresBroker({ connectionString: brokerDatabaseUrl ?? '', log });
}
