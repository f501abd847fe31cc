import { refusalAnswer } from '../../front/graph-refusals.ts';
import { JSON_TYPE } from '../../front/media-types.ts';
import { badRequest } from '../../refusal.ts';
import type { Visit } from '../../visit.ts';
import type { SubscribeRequest } from '../live-graph.ts';
import { refusedOperation } from './errors-answer.ts';
import { sharedEvents } from './event-stream-framing.ts';
import type { SharedStream } from './shared-stream.ts';
import { SharedStreams } from './shared-streams.ts';
import {
  noEventStream,
  noSuchStream,
  operationStopped,
  shuttingDown,
  streamMethodNotAllowed,
} from './stream-refusals.ts';
import { streamRequest } from './stream-request.ts';
import type { Serve, StreamRoom } from './stream-room.ts';

const LONGEST_OPERATION_ID = 256;
const TEXT_TYPE = 'text/plain; charset=utf-8';

/**
 * Many subscriptions over one event stream: reserved by PUT, opened by GET, each asked for by POST and stopped by DELETE.
 * What shows no token has nothing to do with that, and is served by `elsewhere`.
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode
 */
export const singleConnection = (room: StreamRoom, elsewhere: Serve): Serve => {
  const shared = new SharedStreams(room.streams, room.bounds);
  const streamOf = (token: string): SharedStream => {
    const stream = shared.find(token);
    if (!stream) throw noSuchStream();
    return stream;
  };
  const { reserve, open, subscribe, stop } = steps(room);

  return async (visit) => {
    const { method } = visit.request;
    if (method === 'PUT') return reserve(visit, shared);
    const token = tokenOf(visit);
    if (method === 'GET') return token === undefined ? elsewhere(visit) : open(visit, () => streamOf(token));
    if (method === 'POST') return token === undefined ? elsewhere(visit) : subscribe(visit, () => streamOf(token));
    if (method !== 'DELETE') throw streamMethodNotAllowed();
    if (token === undefined) throw noSuchStream();
    return stop(visit, streamOf(token));
  };
};

type Find = () => SharedStream;

const steps = (room: StreamRoom) => {
  const { streams, live, write, metrics, headOf, times, transportOf, identify, clientAddressOf } = room;
  const answer = (visit: Visit, status: number, text = '') => write(visit, { status, contentType: TEXT_TYPE, text });

  const reserve = async (visit: Visit, shared: SharedStreams): Promise<void> => {
    streams.admit();
    const { identity } = await identify(visit.request);
    if (streams.isDraining) throw shuttingDown();
    return answer(visit, 201, shared.reserve(identity, clientAddressOf(visit.request)));
  };

  const open = async (visit: Visit, find: Find): Promise<void> => {
    const { request, response } = visit;
    if (transportOf(request) !== 'sse') throw noEventStream();
    find();
    const { identity } = await identify(request);
    const stream = find();
    // A browser's EventSource can show nothing but the token.
    if (identity.isAuthenticated && !stream.isOf(identity)) throw noSuchStream();
    if (response.closed) return;
    streams.admit();
    const head = headOf(visit, sharedEvents);
    stream.open({ response, framing: sharedEvents, head, heartbeatMs: times.eventStreamHeartbeatMs });
  };

  const subscribe = async (visit: Visit, find: Find): Promise<void> => {
    find();
    const asked = await streamRequest(visit, room);
    const id = operationIdOf(asked);
    const stream = find();
    if (!stream.isOf(asked.who.identity)) throw noSuchStream();
    const { response, requestId } = visit;
    if (response.closed) return;
    stream.subscribe(id, asked, {
      live,
      fate: {
        accepted: () => void answer(visit, 202),
        refused: (errors) => {
          metrics.refused(String(errors[0]?.extensions?.['code']));
          void write(visit, refusedOperation(errors));
        },
        stopped: () => void write(visit, refusalAnswer(operationStopped(), { requestId, mediaType: JSON_TYPE })),
      },
    });
    // Whoever leaves before it is accepted can never stop it.
    response.once('close', () => {
      if (!response.writableEnded) stream.stop(id);
    });
  };

  const stop = async (visit: Visit, stream: SharedStream): Promise<void> => {
    const id = visit.url.searchParams.get('operationId');
    if (!id) throw badRequest('operationId says which operation to stop.');
    stream.stop(id);
    return answer(visit, 200);
  };

  return { reserve, open, subscribe, stop };
};

function tokenOf(visit: Visit): string | undefined {
  const { headers, url } = visit.request;
  const token = headers['x-graphql-event-stream-token'];
  if (typeof token === 'string') return token;
  // The address is parsed only where something stands in it.
  return url?.includes('?') ? (visit.url.searchParams.get('token') ?? undefined) : undefined;
}

function operationIdOf({ parameters: { extensions } }: SubscribeRequest): string {
  const id = extensions?.['operationId'];
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_OPERATION_ID)
    throw badRequest(`extensions.operationId is a string of 1 to ${LONGEST_OPERATION_ID} characters.`);
  return id;
}
