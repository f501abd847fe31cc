import { z } from 'zod';

/** An address that a subgraph or a key set can be reached at. */
export const httpUrl = z.url({ protocol: /^https?$/, error: 'not an http or https address' });
