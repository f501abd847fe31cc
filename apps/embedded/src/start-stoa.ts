import path from 'node:path';
import type { Topic } from '@stoa/contracts';
import { systemClock, type Clock } from '@stoa/kernel';
import type { Broker } from '@stoa/messaging';
import { closing, createLog, migrate, startEmbeddedPostgres, type Closing, type Log } from '@stoa/platform';
import type { Router, RouterOptions } from '@stoa/router';
import type { GraphTransport, OpenSubgraph } from '@stoa/subgraph-kit';
import { keepBrokerKind, type BrokerKind } from './broker-kind.ts';
import { checkedEnvironment, environmentOf } from './environment.ts';
import { claimState } from './one-copy.ts';
import { openBroker } from './open-broker.ts';
import { openRouter } from './open-router.ts';
import { openSubgraphs } from './open-subgraphs.ts';
import { ROOT } from './paths.ts';
import type { Progress } from './progress.ts';
import { SUBGRAPHS } from './subgraphs.ts';

export interface StoaOptions {
  readonly stateDirectory: string;
  readonly port: number;
  readonly broker: BrokerKind;
  readonly kafkaBrokers?: readonly string[];
  readonly progress: Progress;
  /** Durability of the embedded server: `none` for tests and benches only. */
  readonly durability?: 'full' | 'none';
  readonly clock?: Clock;
  readonly explorerDirectory?: string;
  readonly isProduction?: boolean;
  /** Called for each SQL statement of a domain: benches and tests count them. */
  readonly onStatement?: (domain: string, sqlText: string) => void;
  readonly onFetch?: RouterOptions['onFetch'];
}

export interface Stoa {
  readonly stateDirectory: string;
  readonly url: string;
  readonly port: number;
  readonly subgraphs: Readonly<Record<string, OpenSubgraph>>;
  readonly router: Router;
  readonly broker: Broker;
  /** Which topics each subgraph listens to, by its name. */
  readonly followedTopics: ReadonlyMap<string, readonly Topic[]>;
  readonly databaseUrl: (database: string) => string;
  readonly postgresPid: number;
  readonly log: Log;
  /** Ends everything in order: doors, timers, listeners, relays, stores. */
  readonly close: () => Promise<void>;
}

/**
 * Everything in one process: stores, migrations, handlers, router, then relays, consumers and jobs. The router listens
 * before the consumers start, because the sandbox provider's web hooks come in through its door.
 * @throws StartError, EmbeddedPostgresError, MigrationError, ConfigurationError: each one clear line.
 */
export const startStoa = async (options: StoaOptions): Promise<Stoa> => {
  const { stateDirectory } = options;
  const release = claimState(stateDirectory);
  const log = createLog({ level: 'info', file: path.join(stateDirectory, 'stoa.log') });
  const steps = closing(log);
  steps.add('state', release);
  try {
    return await open(options, log, steps);
  } catch (error) {
    await steps.closeAll();
    throw error;
  }
};

async function open(options: StoaOptions, log: Log, steps: Closing): Promise<Stoa> {
  const { stateDirectory, progress, port, clock = systemClock, isProduction = false } = options;
  keepBrokerKind(stateDirectory, options.broker);
  const url = `http://localhost:${port}`;
  const environment = checkedEnvironment({ PUBLIC_URL: url, ...environmentOf(stateDirectory, { isProduction }) });

  progress.step('PostgreSQL');
  const postgres = await startEmbeddedPostgres({
    dir: path.join(stateDirectory, 'postgres'),
    databases: [...DOMAINS, 'broker'],
    durability: options.durability ?? 'full',
    log: (line) => log.debug({ postgres: line }),
  });
  steps.add('PostgreSQL', () => postgres.stop());
  const databaseUrl = (database: string) => postgres.url(database);

  progress.step('migrations');
  await Promise.all(
    DOMAINS.map((domain) => migrate({ connectionString: databaseUrl(domain), dir: migrationsOf(domain) })),
  );

  progress.step(options.broker === 'kafka' ? 'Kafka' : 'event log');
  const broker = await openBroker({ ...options, url: databaseUrl('broker') }, { log, steps });

  progress.step('eight subgraphs');
  let ask: GraphTransport = () => Promise.reject(new Error('The router is not up yet'));
  const { subgraphs, followedTopics } = await openSubgraphs({
    databaseUrl,
    broker,
    clock,
    graph: (question) => ask(question),
    environment,
    log,
    steps,
    onStatement: options.onStatement,
  });

  progress.step('router');
  const router = await openRouter(
    { subgraphs, events: broker, log, isProduction, ...(options.onFetch && { onFetch: options.onFetch }) },
    options,
  );
  ask = router.ask;
  steps.add('router', () => router.close());

  progress.step('relays, consumers, jobs');
  for (const subgraph of Object.values(subgraphs)) steps.add(subgraph.name, () => subgraph.close());
  await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.run()));
  const { pid: postgresPid } = postgres;
  const close = () => steps.closeAll();
  return { stateDirectory, url, port, subgraphs, router, broker, followedTopics, databaseUrl, postgresPid, log, close };
}

const DOMAINS = SUBGRAPHS.map((subgraph) => subgraph.name);
const migrationsOf = (domain: string) => path.join(ROOT, 'prisma', domain, 'migrations');
