import type { StreamDoor } from '../live/http/stream-door.ts';
import { corsOf, type AllowedOrigins } from './cors.ts';
import type { Door } from './request-listener.ts';

/**
 * The address of the graph: GraphQL for programs, Apollo Sandbox for browsers, the way in for pages of other origins, and for
 * those who want a stream of answers instead of one.
 */
export const graphPage = (
  graphql: Door,
  origins: AllowedOrigins,
  streams?: Pick<StreamDoor, 'takes' | 'door'>,
): Door => {
  const { answerPreflight } = corsOf(origins);
  return (visit) => {
    const { request, response } = visit;
    if (request.method === 'OPTIONS' && answerPreflight(request, response)) return;
    return streams?.takes(request) ? streams.door(visit) : graphql(visit);
  };
};
