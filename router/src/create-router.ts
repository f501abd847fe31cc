import { createServer, type Server } from 'node:http';
import { systemClock, type Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import { ASK_PATH, type GraphTransport } from '@stoa/subgraph-kit';
import { askEndpoint } from './ask/ask-endpoint.ts';
import { askOver } from './ask/ask.ts';
import type { CommandOperation } from './ask/command-operation.ts';
import { accessTokens } from './caller/access-token.ts';
import { signingKeys } from './caller/signing-keys.ts';
import { forwardTo } from './doors/forward.ts';
import { IDENTITY_SUBGRAPH } from './doors/forwarded-roots.ts';
import { apolloEngine } from './engine/apollo-engine.ts';
import type { OnFetch } from './engine/subgraph-data-source.ts';
import { startApolloFront } from './front/apollo-front.ts';
import type { AllowedOrigins } from './front/cors.ts';
import { drainServer } from './front/drain.ts';
import { explorerDoor } from './front/explorer-door.ts';
import { graphqlDoor } from './front/graphql-door.ts';
import { graphPage } from './front/graph-page.ts';
import { healthDoors } from './front/health-doors.ts';
import { requestListener } from './front/request-listener.ts';
import { DEFAULT_LIMITS, type Limits } from './limits/limits.ts';
import type { SubgraphTransport } from './transport/subgraph-transport.ts';

export interface RouterOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, SubgraphTransport>>;
  /** What subgraphs' commands may ask, each registered to its asker. */
  readonly operations: readonly CommandOperation[];
  readonly log: Log;
  readonly isProduction: boolean;
  /** `iss` of access tokens; default `https://stoa.local`. */
  readonly issuer?: string;
  /** `aud` of access tokens; default `stoa`. */
  readonly audience?: string;
  readonly limits?: Partial<Limits>;
  /** Default: any while developing, none in production. */
  readonly origins?: AllowedOrigins;
  /** The built explorer, served below /explorer/. */
  readonly explorerDirectory?: string | undefined;
  /** Keys of subgraphs in other processes, which ask at POST /_ask. */
  readonly askKeys?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Called for every subgraph fetch as it leaves. */
  readonly onFetch?: OnFetch;
}

export interface Router {
  /** Not listening yet. */
  readonly server: Server;
  /** The way for the questions of subgraphs in this process. */
  readonly ask: GraphTransport;
  /** Readiness answers 503 from now on, everything else goes on: load balancers get time to look. */
  readonly drain: () => void;
  /** Stops accepting and finishes what has begun, at most `drainMs` (20 s). The transports stay open: they were given. */
  readonly close: (options?: { readonly drainMs?: number }) => Promise<void>;
}

const DRAIN_MS = 20_000;
const KEY_SET_TIMEOUT_MS = 5_000;

/**
 * Opens every door of the router. @throws when the supergraph cannot be read, a subgraph has no transport, or a registered
 * operation does not fit.
 */
export const createRouter = async (options: RouterOptions): Promise<Router> => {
  const { supergraphSdl, subgraphs, operations, log, isProduction, onFetch, clock = systemClock, askKeys } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let isReady = true;

  const engine = await apolloEngine({ supergraphSdl, subgraphs, log, onFetch });
  const ask = askOver(engine, operations);
  const front = await startApolloFront({
    engine,
    limits,
    isProduction,
    log,
    hasExplorer: options.explorerDirectory !== undefined,
  });
  const { userOf } = accessTokens({
    keys: signingKeys({ fetchKeySet: () => fetchKeySet(subgraphs), clock, log }),
    clock,
    issuer: options.issuer ?? 'https://stoa.local',
    audience: options.audience ?? 'stoa',
  });

  const { bodyBytes } = limits;
  const graphql = graphqlDoor({ server: front, userOf, limits, log });
  const graph = graphPage(graphql, options.origins ?? (isProduction ? [] : '*'));
  const forward = forwardTo({ subgraphs, bodyBytes, log });
  const server = createServer(
    requestListener(
      {
        at: {
          '/': graph,
          '/graphql': graph,
          ...healthDoors(() => isReady),
          ...(askKeys && { [ASK_PATH]: askEndpoint({ ask, keys: askKeys, bodyBytes }) }),
        },
        elsewhere: options.explorerDirectory === undefined ? forward : explorerDoor(options.explorerDirectory, forward),
      },
      log,
    ),
  );

  const drain = () => {
    isReady = false;
  };
  return {
    server,
    ask,
    drain,
    close: async ({ drainMs = DRAIN_MS } = {}) => {
      drain();
      await drainServer(server, drainMs);
      await front.stop();
      await engine.close();
    },
  };
};

const fetchKeySet = async (subgraphs: RouterOptions['subgraphs']) =>
  subgraphs[IDENTITY_SUBGRAPH]?.http(
    new Request(`http://${IDENTITY_SUBGRAPH}/.well-known/jwks.json`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(KEY_SET_TIMEOUT_MS),
    }),
    crypto.randomUUID(),
  );
