import { collectDefaultMetrics, Registry } from 'prom-client';
import { fetchMetrics, type FetchMetrics } from './fetch-metrics.ts';
import { liveMetrics, type LiveMetrics } from './live-metrics.ts';
import { planMetrics, type PlanMetrics } from './plan-metrics.ts';
import { requestMetrics, type RequestMetrics } from './request-metrics.ts';
import { tallies } from './tallies.ts';

export interface RouterMetrics extends RequestMetrics, FetchMetrics, PlanMetrics, LiveMetrics {
  /** Prometheus' text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
  /** An operation was left to the stock executor. */
  readonly stockExecuted: () => void;
  /** A document was served that the manifest of persisted operations does not list. */
  readonly unlistedServed: () => void;
  /** Another supergraph is served, or one was turned down. */
  readonly swapped: (outcome: 'ok' | 'failed') => void;
}

export interface RouterMetricsOptions {
  /** Node's own: heap, event loop, garbage collection. They cost a timer and an observer each; default false. */
  readonly hasProcessMetrics?: boolean;
}

/** The router's figures, in a registry of their own. */
export const routerMetrics = ({ hasProcessMetrics = false }: RouterMetricsOptions = {}): RouterMetrics => {
  const registry = new Registry();
  if (hasProcessMetrics) collectDefaultMetrics({ register: registry });
  const requests = requestMetrics(registry);
  const swaps = tallies({
    registry,
    name: 'stoa_router_swaps_total',
    help: 'Supergraph swaps',
    labelNames: ['outcome'],
  });
  const swapped = { ok: swaps({ outcome: 'ok' }), failed: swaps({ outcome: 'failed' }) };
  const one = (name: string, help: string) => tallies({ registry, name, help, labelNames: [] })();
  const stock = one('stoa_router_stock_executions_total', 'Operations left to the stock executor');
  const unlisted = one('stoa_router_unlisted_documents_total', 'Documents served that the manifest does not list');

  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    ...requests,
    ...fetchMetrics(registry),
    ...planMetrics(registry),
    ...liveMetrics(registry),
    stockExecuted: () => void (stock.count += 1),
    unlistedServed: () => void (unlisted.count += 1),
    swapped: (outcome) => void (swapped[outcome].count += 1),
  };
};
