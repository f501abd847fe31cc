import { expect, test } from '@jest/globals';
import { routerMetrics } from '../../src/metrics/router-metrics.ts';

const linesOf = async (metrics: ReturnType<typeof routerMetrics>) => (await metrics.text()).split('\n');

test('everything that is counted is shown, as often as somebody looks', async () => {
  const metrics = routerMetrics();
  metrics.fetched('users', { outcome: 'ok', ms: 3 });
  metrics.fetched('users', { outcome: 'failed', ms: 2_000 });
  metrics.planFound();
  metrics.planMade(40);
  metrics.stockExecuted();
  metrics.unlistedServed();
  metrics.swapped('ok');
  metrics.ended(metrics.began(), { lane: 'fast', outcome: 'ok', status: 200 });
  metrics.began();
  const first = await linesOf(metrics);
  for (const line of [
    'fetches_total{subgraph="users",outcome="ok"} 1',
    'fetches_total{subgraph="users",outcome="errors"} 0',
    'fetches_total{subgraph="users",outcome="failed"} 1',
    'fetch_duration_seconds_bucket{le="0.005",subgraph="users"} 1',
    'fetch_duration_seconds_count{subgraph="users"} 2',
    'plans_total{cache="hit"} 1',
    'plans_total{cache="miss"} 1',
    'planning_duration_seconds_sum 0.04',
    'stock_executions_total 1',
    'requests_total{lane="fast",outcome="over_budget",status="4xx"} 0',
    'unlisted_documents_total 1',
    'swaps_total{outcome="ok"} 1',
    'requests_total{lane="fast",outcome="ok",status="2xx"} 1',
    'requests_in_flight 1',
  ])
    expect(first).toContain(`stoa_router_${line}`);
  expect(await linesOf(metrics)).toEqual(first);
});

test('routers in one process count apart, and Node’s own figures are shown when asked for', async () => {
  const [one, other] = [routerMetrics(), routerMetrics({ hasProcessMetrics: true })];
  one.stockExecuted();
  expect(await linesOf(other)).toContain('stoa_router_stock_executions_total 0');
  expect(await one.text()).not.toContain('process_cpu');
  expect(await other.text()).toContain('process_cpu');
});
