import type { Server } from 'node:http';
import type { GraphTransport } from '@stoa/subgraph-kit';
import { registerOperations } from './ask/command-operation.ts';
import { swappableEngine } from './engine/current-engine.ts';
import { openEngine } from './engine/open-engine.ts';
import { warmEngine } from './engine/warm-engine.ts';
import { drainServer } from './front/drain.ts';
import { routerMetrics } from './metrics/router-metrics.ts';
import { openFront } from './open-front.ts';
import { openedTransports } from './opened-transports.ts';
import type { RouterOptions } from './router-options.ts';
import { supergraphSwap } from './swap/supergraph-swap.ts';

export interface Router {
  /** Not listening yet. */
  readonly server: Server;
  /** The way for the questions of subgraphs in this process. */
  readonly ask: GraphTransport;
  /** Serves another supergraph; nothing that is under way notices. @throws with the reason when it will not do: the old one is served on. */
  readonly swap: (supergraphSdl: string) => Promise<void>;
  /** Readiness answers 503 from now on, everything else goes on: load balancers get time to look. */
  readonly drain: () => void;
  /** Stops accepting and finishes what has begun, at most `drainMs` (20 s). The transports stay open: they were given. */
  readonly close: (options?: { readonly drainMs?: number }) => Promise<void>;
}

const DRAIN_MS = 20_000;

/**
 * Opens every door of the router. @throws when the supergraph cannot be read, a subgraph has no transport, or a registered
 * operation does not fit.
 */
export const createRouter = async (options: RouterOptions): Promise<Router> => {
  const { supergraphSdl, log, onFetch } = options;
  const metrics = routerMetrics();
  const transports = openedTransports(options.subgraphs);
  const registered = registerOperations(options.operations ?? []);
  const open = (sdl: string) =>
    openEngine(sdl, {
      transportTo: transports.to,
      plannerLimits: options.plannerLimits,
      passedErrors: options.passedErrors,
      remembered: options.remembered,
      log,
      watch: {
        onFetch:
          onFetch && (({ query, request }) => onFetch({ subgraph: query.subgraph, requestId: request.requestId })),
        onFetched: metrics.fetched,
        onPlanFound: metrics.planFound,
        onPlanned: (_operation, ms) => metrics.planMade(ms),
        onStock: metrics.stockExecuted,
      },
    });
  const first = await open(supergraphSdl);
  const engines = swappableEngine(first);
  registered.check(first.apiSchema);

  let isReady = true;
  const drain = () => {
    isReady = false;
  };
  const front = await openFront(options, { engines, metrics, transports, registered, isReady: () => isReady });
  const expected = [
    ...registered.all,
    ...(options.persistedOperations?.operations ?? []).map(({ body }) => ({ query: body })),
  ];
  void warmEngine(first, expected);
  return {
    server: front.server,
    ask: front.ask,
    swap: supergraphSwap({
      engines,
      open,
      check: ({ apiSchema }) => registered.check(apiSchema),
      expected,
      onSwapped: metrics.swapped,
      log,
    }),
    drain,
    close: async ({ drainMs = DRAIN_MS } = {}) => {
      drain();
      await drainServer(front.server, drainMs);
      await front.stop();
      await engines.current().close();
    },
  };
};
