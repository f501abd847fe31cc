import { z } from 'zod';
import { headerRules } from '../headers/header-rules.ts';
import { budgetsSchema } from '../limits/budgets.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { DEFAULT_STREAM_BOUNDS } from '../live/http/stream-options.ts';
import { DEFAULT_LIVE_LIMITS } from '../live/live-limits.ts';
import { DEFAULT_WEBSOCKET_LIMITS } from '../live/websocket/websocket-limits.ts';
import { PLANNER_LIMITS } from '../plan/planner-limits.ts';
import { ratesSchema } from '../rates/rates.ts';
import { tokenAuthentication } from '../caller/token-authentication.ts';
import { someOf } from './some-of.ts';
import { subgraphConfiguration } from './subgraph-configuration.ts';

const origins = z.union([z.literal('*'), z.array(z.string().min(1))], '* or a list of origins');

/** What a configuration file may say. Names that are not here are faults: a mistyped limit must not be no limit. */
export const routerConfiguration = z.strictObject({
  /** By the subgraph's name in the supergraph. */
  subgraphs: z.record(z.string(), subgraphConfiguration).default({}),
  limits: someOf(DEFAULT_LIMITS).optional(),
  budgets: budgetsSchema.optional(),
  rates: ratesSchema.optional(),
  subscriptions: z
    .strictObject({
      limits: someOf(DEFAULT_LIVE_LIMITS).optional(),
      sockets: someOf(DEFAULT_WEBSOCKET_LIMITS).optional(),
      streams: someOf(DEFAULT_STREAM_BOUNDS).optional(),
    })
    .optional(),
  /** How many proxies before the router append to `x-forwarded-for`. */
  trustedProxies: z.int().min(0).max(100).optional(),
  headers: headerRules.optional(),
  authentication: tokenAuthentication.optional(),
  cors: z.strictObject({ origins }).optional(),
  persistedOperations: z
    .strictObject({
      /** A manifest in Apollo's format; its name is relative to the configuration file. */
      manifest: z.string().min(1),
      mode: z.enum(['off', 'prefer', 'only']).default('prefer'),
    })
    .optional(),
  introspection: z.boolean().optional(),
  compression: z.boolean().optional(),
  /** Whether known operations pass Apollo Server by. */
  fastLane: z.boolean().optional(),
  metrics: z.boolean().optional(),
  errors: z
    .strictObject({
      /** Which errors of subgraphs clients see in their own words: those with a code, all, or none. */
      pass: z.enum(['coded', 'all', 'none']),
    })
    .optional(),
  planner: someOf(PLANNER_LIMITS).optional(),
});

/** A configuration file that was read. What is absent is left to the router's defaults. */
export type RouterConfiguration = Readonly<z.output<typeof routerConfiguration>>;
