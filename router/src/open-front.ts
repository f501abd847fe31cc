import { createServer, type Server } from 'node:http';
import { ASK_PATH, type GraphTransport } from '@stoa/subgraph-kit';
import { askEndpoint } from './ask/ask-endpoint.ts';
import { askOver } from './ask/ask.ts';
import type { RegisteredOperations } from './ask/command-operation.ts';
import { forwardTo } from './doors/forward.ts';
import type { CurrentEngine } from './engine/current-engine.ts';
import { startApolloFront } from './front/apollo-front.ts';
import { explorerDoor } from './front/explorer-door.ts';
import { graphqlDoor } from './front/graphql-door.ts';
import { graphPage } from './front/graph-page.ts';
import { healthDoors } from './front/health-doors.ts';
import { requestListener, type Door } from './front/request-listener.ts';
import { serverOptions } from './front/server-options.ts';
import { identification } from './identification.ts';
import { admission } from './limits/admission.ts';
import { DEFAULT_BUDGETS } from './limits/budgets.ts';
import { DEFAULT_LIMITS } from './limits/limits.ts';
import { metricsDoor } from './metrics/metrics-door.ts';
import type { RouterMetrics } from './metrics/router-metrics.ts';
import type { OpenedTransports } from './opened-transports.ts';
import { automaticQueries } from './persisted/automatic-queries.ts';
import { documentSource } from './persisted/document-source.ts';
import { clientAddress } from './rates/client-address.ts';
import { DEFAULT_RATES, PRODUCTION_RATES } from './rates/default-rates.ts';
import { memoryRateStore } from './rates/memory-rate-store.ts';
import { rateGuard } from './rates/rate-guard.ts';
import type { RouterOptions } from './router-options.ts';

export interface Behind {
  readonly engines: CurrentEngine;
  readonly metrics: RouterMetrics;
  readonly transports: OpenedTransports;
  readonly registered: RegisteredOperations;
  readonly isReady: () => boolean;
}

export interface Front {
  readonly server: Server;
  readonly ask: GraphTransport;
  readonly stop: () => Promise<void>;
}

/** The router's doors, and the server that leads to them. */
export const openFront = async (options: RouterOptions, behind: Behind): Promise<Front> => {
  const { log, isProduction, explorerDirectory, askKeys } = options;
  const { engines, metrics, transports, registered, isReady } = behind;
  const { bodyBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  const ask = askOver(engines, registered);
  const { graph, stop } = await graphDoor(options, behind);
  const forward = forwardTo({ subgraphs: transports.named, bodyBytes, log });
  const isDraining = () => !isReady();
  const listener = requestListener(
    {
      graph: { '/': graph, '/graphql': graph },
      at: {
        ...healthDoors(isReady),
        ...((options.metrics ?? !isProduction) && { '/metrics': metricsDoor(metrics) }),
        ...(askKeys && { [ASK_PATH]: askEndpoint({ ask, keys: askKeys, bodyBytes }) }),
      },
      elsewhere: explorerDirectory === undefined ? forward : explorerDoor(explorerDirectory, forward),
    },
    { log, isDraining },
  );
  return { server: createServer(serverOptions(), listener), ask, stop };
};

async function graphDoor(options: RouterOptions, behind: Behind): Promise<{ graph: Door; stop: () => Promise<void> }> {
  const {
    log,
    isProduction,
    persistedOperations: persisted,
    persistedMode: mode = persisted ? 'prefer' : 'off',
  } = options;
  const { engines, metrics, isReady } = behind;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const origins = options.origins ?? (isProduction ? [] : '*');
  const automatic = automaticQueries();
  const server = await startApolloFront({
    engines,
    limits,
    isProduction,
    introspection: options.introspection,
    hasExplorer: options.explorerDirectory !== undefined,
    automatic: mode === 'only' ? undefined : automatic,
    log,
  });
  const graphql = graphqlDoor({
    server,
    engines,
    documents: documentSource({ mode, persisted, automatic, log, onUnlisted: metrics.unlistedServed }),
    identify: identification(options, behind.transports),
    limits,
    log,
    metrics,
    origins,
    isDraining: () => !isReady(),
    compresses: options.compression,
    hasFastLane: options.hasFastLane,
    hasLandingPage: !isProduction,
    admissionFor: admissionOf(options),
    clientAddressOf: (request) => clientAddress(request, options.trustedProxies ?? 0),
  });
  return { graph: graphPage(graphql, origins), stop: () => server.stop() };
}

function admissionOf({
  budgets = DEFAULT_BUDGETS,
  isProduction,
  log,
  ...options
}: RouterOptions): ReturnType<typeof admission> {
  const rates = options.rates ?? (isProduction ? PRODUCTION_RATES : DEFAULT_RATES);
  return admission({ budgets, rates: rateGuard({ rates, store: memoryRateStore(), log }) });
}
