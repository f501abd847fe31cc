import type { Server } from 'node:http';
import type { GraphTransport } from '@stoa/subgraph-kit';
import { registerOperations } from './ask/command-operation.ts';
import { swappableEngine } from './engine/current-engine.ts';
import type { Engine } from './engine/engine.ts';
import { openEngine } from './engine/open-engine.ts';
import { warmEngine } from './engine/warm-engine.ts';
import { drainServer } from './front/drain.ts';
import { routerMetrics } from './metrics/router-metrics.ts';
import { openFront, type Behind } from './open-front.ts';
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
  try {
    registered.check(first.apiSchema);
    return await opened({ options, behind: { metrics, transports, registered }, open, first });
  } catch (error) {
    await first.close();
    throw error;
  }
};

interface Opened {
  readonly options: RouterOptions;
  readonly behind: Omit<Behind, 'engines' | 'isReady'>;
  readonly open: (supergraphSdl: string) => Promise<Engine>;
  readonly first: Engine;
}

async function opened({ options, behind, open, first }: Opened): Promise<Router> {
  const { log } = options;
  const { metrics, registered } = behind;
  const engines = swappableEngine(first);
  const closing = new AbortController();
  const { signal } = closing;
  let isReady = true;
  const drain = () => {
    isReady = false;
  };
  const front = await openFront(options, { ...behind, engines, isReady: () => isReady });
  const persisted = options.persistedOperations?.operations ?? [];
  const expected = [...registered.all, ...persisted.map(({ body }) => ({ query: body }))];
  const warming = warmEngine(first, expected, { log, signal });
  const check = ({ apiSchema }: Engine) => registered.check(apiSchema);
  return {
    server: front.server,
    ask: front.ask,
    swap: supergraphSwap({ engines, open, check, expected, onSwapped: metrics.swapped, signal, log }),
    drain,
    close: async ({ drainMs = DRAIN_MS } = {}) => {
      drain();
      closing.abort();
      await Promise.all([front.closeLive(drainMs / 2), drainServer(front.server, drainMs)]);
      await front.stop();
      await engines.current().close();
      await warming;
    },
  };
}
