import type { IncomingMessage } from 'node:http';
import type { answerWriter } from '../../front/write-answer.ts';
import type { Visit } from '../../visit.ts';
import type { OpenStreams } from './open-streams.ts';
import type { streamHead } from './stream-head.ts';
import type { StreamBounds, StreamDoorOptions, StreamMetrics, StreamTimes } from './stream-options.ts';
import type { StreamTransport } from './wanted-transport.ts';

/** What the doors of streams have in common. */
export interface StreamRoom extends Omit<StreamDoorOptions, 'bounds' | 'metrics' | 'times'> {
  readonly metrics: StreamMetrics;
  readonly bounds: StreamBounds;
  readonly times: StreamTimes;
  readonly streams: OpenStreams;
  readonly transportOf: (request: IncomingMessage) => StreamTransport | undefined;
  readonly write: ReturnType<typeof answerWriter>;
  readonly headOf: ReturnType<typeof streamHead>;
}

/** Serves one request. @throws Refusal */
export type Serve = (visit: Visit) => Promise<void>;
