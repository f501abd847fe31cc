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
import { requestListener } from './front/request-listener.ts';
import { serverOptions } from './front/server-options.ts';
import { identification } from './identification.ts';
import { admission } from './limits/admission.ts';
import { DEFAULT_BUDGETS } from './limits/budgets.ts';
import { DEFAULT_LIMITS } from './limits/limits.ts';
import { metricsDoor } from './metrics/metrics-door.ts';
import type { RouterMetrics } from './metrics/router-metrics.ts';
import type { OpenedTransports } from './opened-transports.ts';
import { isWebSocketUpgrade } from './live/websocket/socket-server.ts';
import { openLive, type LiveGround } from './open-live.ts';
import { automaticQueries, type AutomaticQueries } from './persisted/automatic-queries.ts';
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
  /** Sends whoever subscribes elsewhere, a few at a time, at most for `withinMs`. */
  readonly closeLive: (withinMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The router's doors, and the server that leads to them. */
export const openFront = async (options: RouterOptions, behind: Behind): Promise<Front> => {
  const { log, isProduction, explorerDirectory, askKeys } = options;
  const { engines, metrics, transports, registered, isReady } = behind;
  const ground = groundOf(options, behind);
  const { origins, limits } = ground;
  const ask = askOver(engines, registered);
  const { bodyBytes } = limits;
  const forward = forwardTo({ subgraphs: transports.named, bodyBytes, log });
  const elsewhere = explorerDirectory === undefined ? forward : explorerDoor(explorerDirectory, forward);
  const { graphql, stop } = await graphDoor(options, { ...ground, isReady });
  // Last, as it listens to events from now on: nothing that fails may come after it.
  const live = openLive(options, ground);
  const graph = graphPage(graphql, origins, live.streams);
  const listener = requestListener(
    {
      graph: {
        '/': graph,
        '/graphql': graph,
        [STREAM_PATH]: graphPage(live.streams.singleConnection, origins),
      },
      at: {
        ...healthDoors(isReady),
        ...((options.metrics ?? !isProduction) && { '/metrics': metricsDoor(metrics) }),
        ...(askKeys && { [ASK_PATH]: askEndpoint({ ask, keys: askKeys, bodyBytes }) }),
      },
      elsewhere,
    },
    { log, isDraining: () => !isReady() },
  );
  const server = createServer({ ...serverOptions(), shouldUpgradeCallback: isWebSocketUpgrade }, listener);
  server.on('upgrade', live.upgrade);
  return { server, ask, closeLive: live.close, stop };
};

/** Where many subscriptions share one event stream. */
const STREAM_PATH = '/graphql/stream';

interface Ground extends LiveGround {
  readonly automatic: AutomaticQueries | undefined;
}

/** What every door of the graph stands on. */
function groundOf(options: RouterOptions, { engines, metrics, transports }: Behind): Ground {
  const {
    log,
    isProduction,
    persistedOperations: persisted,
    persistedMode: mode = persisted ? 'prefer' : 'off',
  } = options;
  const automatic = automaticQueries();
  return {
    engines,
    metrics,
    documents: documentSource({ mode, persisted, automatic, log, onUnlisted: metrics.unlistedServed }),
    automatic: mode === 'only' ? undefined : automatic,
    identify: identification(options, transports),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    origins: options.origins ?? (isProduction ? [] : '*'),
    admissionFor: admissionOf(options),
    clientAddressOf: (request) => clientAddress(request, options.trustedProxies ?? 0),
  };
}

async function graphDoor(options: RouterOptions, ground: Ground & Pick<Behind, 'isReady'>) {
  const { log, isProduction } = options;
  const server = await startApolloFront({
    ...ground,
    isProduction,
    introspection: options.introspection,
    hasExplorer: options.explorerDirectory !== undefined,
    log,
  });
  const graphql = graphqlDoor({
    ...ground,
    server,
    log,
    isDraining: () => !ground.isReady(),
    compresses: options.compression,
    hasFastLane: options.hasFastLane,
    hasLandingPage: !isProduction,
  });
  return { graphql, stop: () => server.stop() };
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
