import type { IncomingMessage } from 'node:http';
import { systemClock } from '@stoa/kernel';
import { refusalAnswer } from '../../front/graph-refusals.ts';
import { JSON_TYPE } from '../../front/media-types.ts';
import { pathOf, refusalOf, type Door } from '../../front/request-listener.ts';
import { answerWriter } from '../../front/write-answer.ts';
import { OpenStreams } from './open-streams.ts';
import { serveDistinct } from './serve-distinct.ts';
import { singleConnection } from './single-connection.ts';
import { streamHead } from './stream-head.ts';
import {
  DEFAULT_STREAM_BOUNDS,
  DEFAULT_STREAM_TIMES,
  type StreamDoorOptions,
  type StreamMetrics,
} from './stream-options.ts';
import type { Serve, StreamRoom } from './stream-room.ts';
import { wantedTransport, type StreamTransport } from './wanted-transport.ts';

export interface StreamDoor {
  /** Which stream a request wants instead of an answer; costs next to nothing for one that wants none. */
  readonly takes: (request: IncomingMessage) => StreamTransport | undefined;
  /** For requests that it takes: a subscription over server-sent events or Apollo's multipart protocol. */
  readonly door: Door;
  /** For an address of its own: many subscriptions over one event stream, and what `door` does as well. */
  readonly singleConnection: Door;
  /** Turns new streams away and ends those that are open, spread over `withinMs`, so that clients connect elsewhere. */
  readonly drain: (withinMs: number) => Promise<void>;
  /** Streams that are open. */
  readonly size: () => number;
}

/** The graph's subscriptions over HTTP. */
export const streamDoor = (options: StreamDoorOptions): StreamDoor => {
  const { origins, metrics = NO_METRICS, clock = systemClock } = options;
  const bounds = { ...DEFAULT_STREAM_BOUNDS, ...options.bounds };
  const times = { ...DEFAULT_STREAM_TIMES, ...options.times };
  const streams = new OpenStreams({ bounds, times, metrics, now: () => clock.now().getTime() });
  const wanted = wantedTransport();
  const room: StreamRoom = {
    ...options,
    metrics,
    bounds,
    times,
    streams,
    transportOf: ({ headers }) => wanted(headers.accept),
    write: answerWriter({ origins, compresses: false, isDraining: () => streams.isDraining }),
    headOf: streamHead(origins),
  };
  const distinct = serveDistinct(room);
  return {
    takes: room.transportOf,
    door: refusing(distinct, room),
    singleConnection: refusing(singleConnection(room, distinct), room),
    drain: (withinMs) => streams.drain(withinMs),
    size: () => streams.size,
  };
};

const NO_METRICS: StreamMetrics = { opened: () => {}, closed: () => {}, refused: () => {} };

/** What cannot be served is answered as at every door of the graph. */
const refusing =
  (serve: Serve, { log, metrics, write }: StreamRoom): Door =>
  async (visit) => {
    const { request, requestId } = visit;
    try {
      return await serve(visit);
    } catch (error) {
      const refusal = refusalOf(error, { log, requestId, path: pathOf(request) });
      metrics.refused(refusal.code);
      if (visit.response.headersSent) visit.response.destroy();
      else return write(visit, refusalAnswer(refusal, { requestId, mediaType: JSON_TYPE }));
    }
  };
