import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TOPICS, type Topic } from '@stoa/contracts';
import { systemClock, type Clock } from '@stoa/kernel';
import {
  createKafkaBroker,
  createPostgresBroker,
  endAllLeases,
  keepEventLogShort,
  onPool,
  type Broker,
} from '@stoa/messaging';
import { closing, createLog, createPool, migrate, startEmbeddedPostgres, type Closing, type Log } from '@stoa/platform';
import { createRouter, registeredOperations, type Router, type RouterOptions } from '@stoa/router';
import type { GraphTransport, OpenSubgraph } from '@stoa/subgraph-kit';
import { keepBrokerKind, type BrokerKind } from './broker-kind.ts';
import { claimState } from './one-copy.ts';
import { environmentOf } from './environment.ts';
import { ROOT } from './paths.ts';
import type { Progress } from './progress.ts';
import { StartError } from './start-error.ts';
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
  const { stateDirectory, progress, clock = systemClock, durability = 'full', isProduction = false } = options;
  const release = claimState(stateDirectory);
  const log = createLog({ level: 'info', file: path.join(stateDirectory, 'stoa.log') });
  const steps = closing(log);
  steps.add('state', release);
  try {
    keepBrokerKind(stateDirectory, options.broker);
    const publicUrl = `http://localhost:${options.port}`;
    const environment = { PUBLIC_URL: publicUrl, ...environmentOf(stateDirectory, { isProduction }) };

    progress.step('PostgreSQL');
    const domains = SUBGRAPHS.map((subgraph) => subgraph.name);
    const postgres = await startEmbeddedPostgres({
      dir: path.join(stateDirectory, 'postgres'),
      databases: [...domains, 'broker'],
      durability,
      log: (line) => log.debug({ postgres: line }),
    });
    steps.add('PostgreSQL', () => postgres.stop());

    progress.step('migrations');
    await Promise.all(
      domains.map((domain) =>
        migrate({ connectionString: postgres.url(domain), dir: path.join(ROOT, 'prisma', domain, 'migrations') }),
      ),
    );

    progress.step(options.broker === 'kafka' ? 'Kafka' : 'event log');
    const broker = await openBroker(options, { url: postgres.url('broker'), log, steps });

    progress.step('eight subgraphs');
    let ask: GraphTransport = () => Promise.reject(new Error('The router is not up yet'));
    const owner = randomUUID();
    const subgraphs: Record<string, OpenSubgraph> = {};
    const followedTopics = new Map<string, readonly Topic[]>();
    for (const subgraph of SUBGRAPHS) {
      const { onStatement } = options;
      const pool = createPool({
        connectionString: postgres.url(subgraph.name),
        max: 8,
        name: `stoa-${subgraph.name}`,
        ...(onStatement && { onQuery: (text: string) => onStatement(subgraph.name, text) }),
      });
      steps.add(`${subgraph.name} database`, () => pool.end());
      await endAllLeases(onPool(pool));
      subgraphs[subgraph.name] = subgraph.open({
        pool,
        broker: notingTopics(broker, followedTopics),
        clock,
        graph: (question) => ask(question),
        environment,
        owner,
        log,
      });
    }

    progress.step('router');
    const router = await createRouter({
      supergraphSdl: readFileSync(path.join(ROOT, 'schema/supergraph.graphql'), 'utf8'),
      subgraphs,
      operations: registeredOperations(path.join(ROOT, 'schema/operations/commands')),
      log,
      isProduction,
      ...(options.explorerDirectory !== undefined && { explorerDirectory: options.explorerDirectory }),
      ...(options.onFetch && { onFetch: options.onFetch }),
    });
    ask = router.ask;
    await listen(router, options.port);
    steps.add('router', () => router.close());

    progress.step('relays, consumers, jobs');
    for (const subgraph of Object.values(subgraphs)) steps.add(subgraph.name, () => subgraph.close());
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.run()));
    return {
      stateDirectory,
      url: publicUrl,
      port: options.port,
      subgraphs,
      router,
      broker,
      followedTopics,
      databaseUrl: (database) => postgres.url(database),
      postgresPid: postgres.pid,
      log,
      close: () => steps.closeAll(),
    };
  } catch (error) {
    await steps.closeAll();
    throw error;
  }
};

async function openBroker(
  { broker, kafkaBrokers = ['127.0.0.1:9092'] }: StoaOptions,
  { url, log, steps }: { url: string; log: Log; steps: Closing },
): Promise<Broker> {
  if (broker === 'postgres') {
    const postgresBroker = createPostgresBroker({ connectionString: url, log });
    steps.add('broker', () => postgresBroker.close());
    await postgresBroker.prepare(TOPICS);
    // The state is ours alone: whoever still holds something was killed, and nobody waits for the end of its leases.
    await postgresBroker.endMemberships();
    steps.add('event log', keepEventLogShort(postgresBroker, log));
    return postgresBroker;
  }
  const kafka = createKafkaBroker({
    brokers: [...kafkaBrokers],
    clientId: 'stoa',
    log,
    // A consumer that died is not mended in place: the next start goes on from the committed positions.
    onFatal: () => process.exit(1),
  });
  steps.add('broker', () => kafka.close());
  await kafka.prepare(TOPICS);
  return kafka;
}

const notingTopics = (broker: Broker, followed: Map<string, readonly Topic[]>): Broker => ({
  ...broker,
  subscribe: (subscription) => {
    followed.set(subscription.group, subscription.topics);
    return broker.subscribe(subscription);
  },
});

async function listen({ server }: Router, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new StartError(`Port ${port} is taken. Stop what uses it, or start with --port.`)
      : error;
  });
}
