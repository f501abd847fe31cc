import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type { CommandOperation } from './ask/command-operation.ts';
import type { TokenAuthentication } from './caller/token-authentication.ts';
import type { TransportTo } from './engine/open-engine.ts';
import type { OperationMemoryOptions } from './engine/operation-memory.ts';
import type { PassedErrors } from './execute/client-errors.ts';
import type { AllowedOrigins } from './front/cors.ts';
import type { Identify } from './front/identify.ts';
import type { HeaderRules } from './headers/header-rules.ts';
import type { Budgets } from './limits/budgets.ts';
import type { Limits } from './limits/limits.ts';
import type { EventSource } from './live/events/event-tails.ts';
import type { StreamBounds } from './live/http/stream-options.ts';
import type { LiveLimits } from './live/live-limits.ts';
import type { WebSocketLimits } from './live/websocket/websocket-limits.ts';
import type { PersistedMode } from './persisted/document-source.ts';
import type { PersistedOperations } from './persisted/persisted-operations.ts';
import type { PlannerLimits } from './plan/planner-limits.ts';
import type { Rates } from './rates/rates.ts';

export type OnFetch = (fetch: { readonly subgraph: string; readonly requestId: string }) => void;

/** How a router is to be. Everything but the supergraph and the ways to its subgraphs has a default. */
export interface RouterOptions {
  readonly supergraphSdl: string;
  /** The way to each subgraph that this or a later supergraph names. */
  readonly subgraphs: TransportTo;
  /** What subgraphs' commands may ask, each registered to its asker. */
  readonly operations?: readonly CommandOperation[] | undefined;
  /** Keys of subgraphs in other processes, which ask at POST /_ask. */
  readonly askKeys?: Readonly<Record<string, string>> | undefined;
  readonly log: Log;
  readonly isProduction: boolean;
  /** Who sends a request; default: Stoa's access tokens and the tokens of carts and orders. */
  readonly identify?: Identify | undefined;
  /** Whose tokens are taken instead of Stoa's. */
  readonly authentication?: TokenAuthentication | undefined;
  /** Which headers of clients reach which subgraph; default: none. */
  readonly headers?: HeaderRules | undefined;
  /** `iss` of Stoa's access tokens; default `https://stoa.local`. */
  readonly issuer?: string | undefined;
  /** `aud` of Stoa's access tokens; default `stoa`. */
  readonly audience?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly budgets?: Budgets | undefined;
  readonly rates?: Rates | undefined;
  /** Where the events come from that feed subscriptions; absent: only what subgraphs stream themselves is served. */
  readonly events?: EventSource | undefined;
  readonly subscriptions?: Partial<LiveLimits> | undefined;
  readonly sockets?: Partial<WebSocketLimits> | undefined;
  readonly streams?: Partial<StreamBounds> | undefined;
  /** Proxies before the router that append to `x-forwarded-for`; default 0: the header is not believed. */
  readonly trustedProxies?: number | undefined;
  /** Default: any while developing, none in production. */
  readonly origins?: AllowedOrigins | undefined;
  /** Whether clients may ask for the schema; default: outside production. */
  readonly introspection?: boolean | undefined;
  readonly compression?: boolean | undefined;
  /** Whether /metrics is served; default: outside production. */
  readonly metrics?: boolean | undefined;
  readonly persistedOperations?: PersistedOperations | undefined;
  readonly persistedMode?: PersistedMode | undefined;
  /** Which errors of subgraphs pass in their own words; default: those with a code. */
  readonly passedErrors?: PassedErrors | undefined;
  readonly plannerLimits?: Partial<PlannerLimits> | undefined;
  readonly remembered?: OperationMemoryOptions | undefined;
  /** Known operations pass Apollo Server by; default true. */
  readonly hasFastLane?: boolean | undefined;
  /** The built explorer, served below /explorer/. */
  readonly explorerDirectory?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Called for every subgraph fetch as it leaves. */
  readonly onFetch?: OnFetch | undefined;
}
