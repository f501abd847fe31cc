import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, type Log } from '@stoa/platform';
import { swappableEngine } from '../../src/engine/current-engine.ts';
import { startApolloFront } from '../../src/front/apollo-front.ts';
import { graphPage } from '../../src/front/graph-page.ts';
import { graphqlDoor, type GraphqlDoorOptions } from '../../src/front/graphql-door.ts';
import { healthDoors } from '../../src/front/health-doors.ts';
import { requestListener } from '../../src/front/request-listener.ts';
import { serverOptions, type ServerTimes } from '../../src/front/server-options.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/limits/limits.ts';
import { metricsDoor } from '../../src/metrics/metrics-door.ts';
import { routerMetrics } from '../../src/metrics/router-metrics.ts';
import { automaticQueries } from '../../src/persisted/automatic-queries.ts';
import { documentSource, type PersistedMode } from '../../src/persisted/document-source.ts';
import { persistedOperations, type PersistedOperation } from '../../src/persisted/persisted-operations.ts';
import { noSuchPage } from '../../src/refusal.ts';
import { anEngine, type AnEngine } from './a-engine.ts';

export const silent = createLog({ level: 'silent' });
const nobody = { caller: {}, identity: { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] } };

export interface AFrontOptions extends Partial<Omit<GraphqlDoorOptions, 'limits'>> {
  readonly engine?: AnEngine;
  readonly limits?: Partial<Limits>;
  readonly isProduction?: boolean;
  readonly times?: ServerTimes;
  readonly mode?: PersistedMode;
  readonly listed?: readonly PersistedOperation[];
  readonly log?: Log;
}

/** The front before a small engine, listening. */
export const aFront = async (options: AFrontOptions = {}) => {
  const { engine = anEngine(), isProduction = false, times, mode = 'off', listed = [], log = silent } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const engines = swappableEngine(engine);
  const automatic = automaticQueries();
  const metrics = routerMetrics();
  let isDraining = false;
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: listed };
  const door = graphqlDoor({
    engines,
    server: await startApolloFront({
      engines,
      limits,
      isProduction,
      hasExplorer: false,
      automatic: mode === 'only' ? undefined : automatic,
      log,
    }),
    documents: documentSource({
      mode,
      persisted: persistedOperations(JSON.stringify(manifest)),
      automatic,
      log,
      onUnlisted: metrics.unlistedServed,
    }),
    identify: () => nobody,
    log,
    metrics,
    hasLandingPage: !isProduction,
    origins: '*',
    isDraining: () => isDraining,
    ...options,
    limits,
  });
  const graph = graphPage(door, options.origins ?? '*');
  const doors = {
    graph: { '/': graph, '/graphql': graph },
    at: { ...healthDoors(() => !isDraining), '/metrics': metricsDoor(metrics) },
    elsewhere: () => {
      throw noSuchPage();
    },
  };
  const server = createServer(serverOptions(times), requestListener(doors, { log, isDraining: () => isDraining }));
  const origin = await listen(server);
  return {
    origin,
    url: `${origin}/graphql`,
    port: (server.address() as AddressInfo).port,
    engine,
    engines,
    server,
    drain: () => void (isDraining = true),
    close: () => stop(server),
    /** Sends a GraphQL request by POST. */
    post: (body: unknown, headers: Record<string, string> = {}) =>
      answerOf(
        fetch(`${origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
        }),
      ),
    get: (search: Record<string, string>, headers: Record<string, string> = {}) =>
      answerOf(
        fetch(`${origin}/graphql?${new URLSearchParams(search).toString()}`, {
          headers: { 'apollo-require-preflight': '1', ...headers },
        }),
      ),
    text: async (path: string) => (await fetch(origin + path)).text(),
  };
};

export type AFront = Awaited<ReturnType<typeof aFront>>;

const answerOf = async (answering: Promise<Response>) => {
  const response = await answering;
  const text = await response.text();

  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
  const code = json?.errors?.[0]?.extensions?.code as string | undefined;
  return { status: response.status, headers: response.headers, text, json, code };
};

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
