import type { Door } from '../front/request-listener.ts';
import { noSuchPage } from '../refusal.ts';
import type { RouterMetrics } from './router-metrics.ts';

/** Shows the metrics to Prometheus. */
export const metricsDoor =
  ({ contentType, text }: RouterMetrics): Door =>
  async ({ request, response }) => {
    if (request.method !== 'GET') throw noSuchPage();
    const body = await text();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
    response.end(body);
  };
