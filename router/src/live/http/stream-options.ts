import type { IncomingMessage } from 'node:http';
import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type { AllowedOrigins } from '../../front/cors.ts';
import type { Identify } from '../../front/identify.ts';
import type { Limits } from '../../limits/limits.ts';
import type { LiveGraph } from '../live-graph.ts';
import type { StreamTransport } from './wanted-transport.ts';

export interface StreamDoorOptions {
  readonly live: LiveGraph;
  readonly identify: Identify;
  readonly limits: Pick<Limits, 'bodyBytes'>;
  readonly log: Log;
  readonly clientAddressOf: (request: IncomingMessage) => string;
  readonly origins: AllowedOrigins;
  readonly metrics?: StreamMetrics | undefined;
  readonly bounds?: Partial<StreamBounds> | undefined;
  readonly times?: Partial<StreamTimes> | undefined;
  /** By which tokens expire. */
  readonly clock?: Clock | undefined;
}

/** Called as it happens. */
export interface StreamMetrics {
  readonly opened: (transport: StreamTransport) => void;
  /** Once for each that was opened. */
  readonly closed: (transport: StreamTransport, ending: StreamEnding) => void;
  /** A request that no stream and no operation came of; `code` is one of docs/errors.md or unknown to us. */
  readonly refused: (code: string) => void;
}

/**
 * Why a stream is over: the graph said so, or said no before anything was sent; the client left; its token expired; it took
 * nothing; this process ends.
 */
export type StreamEnding = 'completed' | 'refused' | 'left' | 'expired' | 'stalled' | 'drained';

export interface StreamBounds {
  /** Open streams of this process. */
  readonly streams: number;
  /** Reserved streams that nobody has opened yet: the oldest makes room. */
  readonly reservations: number;
  /** Shared streams, reserved or open, of one user or, for those who are not signed in, of one address. */
  readonly sharedPerClient: number;
  /** Operations of one shared stream. */
  readonly operations: number;
}

export const DEFAULT_STREAM_BOUNDS: StreamBounds = {
  streams: 50_000,
  reservations: 10_000,
  sharedPerClient: 500,
  operations: 100,
};

/** Milliseconds, kept to the precision of `sweepMs`. */
export interface StreamTimes {
  /** Silence after which an event stream is sent a heartbeat. */
  readonly eventStreamHeartbeatMs: number;
  /** The same for multipart. */
  readonly multipartHeartbeatMs: number;
  /** A client that takes nothing of what waits for it for so long is cut off. */
  readonly stallMs: number;
  /** For opening what was reserved. */
  readonly reservationMs: number;
  /** How often all streams are looked at: there is one timer for all of them. */
  readonly sweepMs: number;
}

export const DEFAULT_STREAM_TIMES: StreamTimes = {
  eventStreamHeartbeatMs: 12_000,
  multipartHeartbeatMs: 5_000,
  stallMs: 60_000,
  reservationMs: 10_000,
  sweepMs: 500,
};
