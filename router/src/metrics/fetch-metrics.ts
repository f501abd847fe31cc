import { Histogram, type Registry } from 'prom-client';
import { MS_PER_SECOND, SECONDS } from './durations.ts';
import type { FetchOutcome } from './outcomes.ts';
import { tallies } from './tallies.ts';

export interface FetchMetrics {
  readonly fetched: (subgraph: string, fetch: { readonly outcome: FetchOutcome; readonly ms: number }) => void;
}

/** Requests to subgraphs. */
export function fetchMetrics(registry: Registry): FetchMetrics {
  const tally = tallies({
    registry,
    name: 'stoa_router_fetches_total',
    help: 'Requests to subgraphs',
    labelNames: ['subgraph', 'outcome'],
  });
  const durations = new Histogram({
    name: 'stoa_router_fetch_duration_seconds',
    help: 'How long subgraphs took to answer',
    labelNames: ['subgraph'],
    buckets: SECONDS,
    registers: [registry],
  });
  const of = (subgraph: string) => ({
    ok: tally({ subgraph, outcome: 'ok' }),
    errors: tally({ subgraph, outcome: 'errors' }),
    failed: tally({ subgraph, outcome: 'failed' }),
    duration: durations.labels(subgraph),
  });
  // As many as the supergraphs that were served have named.
  const bySubgraph = new Map<string, ReturnType<typeof of>>();
  return {
    fetched: (subgraph, { outcome, ms }) => {
      let known = bySubgraph.get(subgraph);
      if (!known) bySubgraph.set(subgraph, (known = of(subgraph)));
      known[outcome].count += 1;
      known.duration.observe(ms / MS_PER_SECOND);
    },
  };
}
