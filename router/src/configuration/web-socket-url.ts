import { z } from 'zod';

/** An address at which a subgraph serves subscriptions. */
export const webSocketUrl = z.url({ protocol: /^wss?$/, error: 'not a ws or wss address' });
