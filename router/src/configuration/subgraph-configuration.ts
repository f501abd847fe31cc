import { z } from 'zod';
import { httpUrl } from './http-url.ts';
import { webSocketUrl } from './web-socket-url.ts';

/** How one subgraph is reached. */
export const subgraphConfiguration = z.strictObject({
  url: httpUrl.optional(),
  /** Where it serves subscriptions, over graphql-transport-ws; its address with the scheme ws or wss when absent. */
  subscriptionUrl: webSocketUrl.optional(),
  /** Longest time one of its answers may take, milliseconds; never longer than the operation's deadline. */
  timeoutMs: z.int().min(1).max(600_000).optional(),
  /** Connections kept open at most. */
  connections: z.int().min(1).max(10_000).optional(),
});

export type SubgraphConfiguration = z.output<typeof subgraphConfiguration>;
