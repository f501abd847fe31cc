import type { IncomingMessage } from 'node:http';
import type { CurrentEngine } from './engine/current-engine.ts';
import type { EngineRequest } from './engine/engine.ts';
import type { AllowedOrigins } from './front/cors.ts';
import type { Identify } from './front/identify.ts';
import type { RequestFacts } from './limits/admission.ts';
import type { Limits } from './limits/limits.ts';
import { createLiveGraph } from './live/create-live-graph.ts';
import { streamDoor, type StreamDoor } from './live/http/stream-door.ts';
import { webSocketDoor, type WebSocketDoor } from './live/websocket/websocket-door.ts';
import type { RouterMetrics } from './metrics/router-metrics.ts';
import type { DocumentSource } from './persisted/document-source.ts';
import type { RouterOptions } from './router-options.ts';

/** What the doors of subscriptions share with the graph's other door. */
export interface LiveGround {
  readonly engines: CurrentEngine;
  readonly documents: DocumentSource;
  readonly identify: Identify;
  readonly limits: Limits;
  readonly origins: AllowedOrigins;
  readonly metrics: RouterMetrics;
  readonly admissionFor: (facts: RequestFacts) => EngineRequest['admit'];
  readonly clientAddressOf: (request: IncomingMessage) => string;
}

export interface Live {
  readonly streams: StreamDoor;
  readonly upgrade: WebSocketDoor['upgrade'];
  /** Sends every client elsewhere, a few at a time. Then nothing is listened to any more. */
  readonly close: (withinMs: number) => Promise<void>;
}

/** Between two clients that are sent elsewhere, so that they do not all come back at once. */
const SPREAD_MS = 20;

/** The graph's subscriptions and their doors: WebSockets, server-sent events, multipart. */
export const openLive = (options: RouterOptions, ground: LiveGround): Live => {
  const { log, isProduction, clock } = options;
  const { metrics, origins, limits } = ground;
  const live = createLiveGraph({
    ...ground,
    introspection: options.introspection ?? !isProduction,
    suggests: !isProduction,
    events: options.events,
    liveLimits: options.subscriptions,
    log,
  });
  const sockets = webSocketDoor({
    ...ground,
    live,
    log,
    clock,
    limits: options.sockets,
    isOriginAllowed: origins === '*' ? undefined : (origin) => origins.includes(origin),
    metrics: metrics.sockets,
  });
  const streams = streamDoor({
    ...ground,
    live,
    limits,
    log,
    clock,
    metrics: metrics.streams,
    bounds: options.streams,
  });
  metrics.liveCounts(() => ({ ...live.counts(), sockets: sockets.counts().sockets, streams: streams.size() }));
  return {
    streams,
    upgrade: sockets.upgrade,
    close: async (mostMs) => {
      const withinMs = Math.min(mostMs, (sockets.counts().sockets + streams.size()) * SPREAD_MS);
      await Promise.all([sockets.drain(withinMs), streams.drain(withinMs)]);
      await live.close();
    },
  };
};
