import { answerCors, type AllowedOrigins } from './cors.ts';
import type { Door } from './request-listener.ts';
import { secure } from './security-headers.ts';

/** The address of the graph: GraphQL for programs, Apollo Sandbox for browsers, the way in for pages of other origins. */
export const graphPage =
  (graphql: Door, origins: AllowedOrigins): Door =>
  async (visit) => {
    secure(visit.response, 'sandbox');
    if (!answerCors(origins, visit.request, visit.response)) await graphql(visit);
  };
