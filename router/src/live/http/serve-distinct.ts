import { mediaTypes, JSON_TYPE } from '../../front/media-types.ts';
import type { Visit } from '../../visit.ts';
import { DistinctStream } from './distinct-stream.ts';
import { errorsAnswer } from './errors-answer.ts';
import { distinctEvents } from './event-stream-framing.ts';
import { multipartParts } from './multipart-framing.ts';
import { noStreamWanted } from './stream-refusals.ts';
import { streamRequest } from './stream-request.ts';
import type { Serve, StreamRoom } from './stream-room.ts';
import type { StreamTransport } from './wanted-transport.ts';

/** One subscription over the response of the request that asks for it. */
export const serveDistinct = (room: StreamRoom): Serve => {
  const { streams, live, write, metrics, headOf, times, transportOf } = room;
  const mediaTypeOf = mediaTypes();

  const multipart = (visit: Visit) => ({
    framing: multipartParts,
    heartbeatMs: times.multipartHeartbeatMs,
    refuse: (errors: Parameters<typeof errorsAnswer>[0]) => {
      metrics.refused(String(errors[0]?.extensions?.['code']));
      void write(visit, errorsAnswer(errors, mediaTypeOf(visit.request.headers.accept) ?? JSON_TYPE));
    },
  });
  // An event stream tells of everything in events: a browser's EventSource sees nothing of another answer.
  const sse = () => ({ framing: distinctEvents, heartbeatMs: times.eventStreamHeartbeatMs });
  const manner = (visit: Visit, transport: StreamTransport) => (transport === 'sse' ? sse() : multipart(visit));

  return async (visit) => {
    const { response } = visit;
    const transport = transportOf(visit.request);
    if (transport === undefined) throw noStreamWanted();
    streams.admit();
    const asked = await streamRequest(visit, room);
    // While the body came, the client may have left, and others may have come.
    if (response.closed) return;
    streams.admit();
    const chosen = manner(visit, transport);
    const head = headOf(visit, chosen.framing);
    new DistinctStream({ response, transport, head, ...chosen }, streams).subscribe(live, asked);
  };
};
