import { until } from './until.ts';

const GAUGES = ['subscriptions', 'subscription_groups', 'sockets', 'streams'] as const;

/** Waits until a router holds nothing for clients that follow something. */
export const nobodyFollows = (url: string): Promise<true> =>
  until('everybody who followed something to be gone', async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return GAUGES.every((gauge) => metrics.includes(`\nstoa_router_${gauge} 0\n`));
  });
