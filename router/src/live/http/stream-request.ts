import type { IncomingMessage } from 'node:http';
import { requestParameters } from '../../front/graph-request-parameters.ts';
import { traceparentOf } from '../../headers/traceparent.ts';
import type { Visit } from '../../visit.ts';
import { cursorOf } from '../cursor-of.ts';
import type { SubscribeRequest } from '../live-graph.ts';
import type { StreamDoorOptions } from './stream-options.ts';

export type StreamRequestOptions = Pick<StreamDoorOptions, 'clientAddressOf' | 'identify' | 'limits'>;

/** Reads what is asked, and who asks. @throws Refusal */
export const streamRequest = async (visit: Visit, options: StreamRequestOptions): Promise<SubscribeRequest> => {
  const { request, requestId } = visit;
  const parameters = await requestParameters(visit, options.limits.bodyBytes);
  const cursor = lastEventOf(request) ?? cursorOf(parameters);
  return {
    parameters,
    who: await options.identify(request),
    clientAddress: options.clientAddressOf(request),
    requestId,
    traceparent: traceparentOf(request.headers),
    cursor,
  };
};

// Newer than what the request says: a browser repeats its request as it was, with the id of the last event that it got.
// https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header
function lastEventOf({ headers }: IncomingMessage): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
