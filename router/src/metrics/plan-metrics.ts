import { Histogram, type Registry } from 'prom-client';
import { MS_PER_SECOND, SECONDS } from './durations.ts';
import { tallies } from './tallies.ts';

export interface PlanMetrics {
  /** A plan was looked for in the cache, and there. */
  readonly planFound: () => void;
  /** It was not there and had to be made. */
  readonly planMade: (ms: number) => void;
}

/** Query plans. */
export function planMetrics(registry: Registry): PlanMetrics {
  const tally = tallies({
    registry,
    name: 'stoa_router_plans_total',
    help: 'Query plans, found in the cache or made',
    labelNames: ['cache'],
  });
  const hit = tally({ cache: 'hit' });
  const miss = tally({ cache: 'miss' });
  const durations = new Histogram({
    name: 'stoa_router_planning_duration_seconds',
    help: 'How long a query plan took to make',
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    planFound: () => void (hit.count += 1),
    planMade: (ms) => {
      miss.count += 1;
      durations.observe(ms / MS_PER_SECOND);
    },
  };
}
