import { corsOf, type AllowedOrigins } from './cors.ts';
import type { Door } from './request-listener.ts';

/** The address of the graph: GraphQL for programs, Apollo Sandbox for browsers, the way in for pages of other origins. */
export const graphPage = (graphql: Door, origins: AllowedOrigins): Door => {
  const { answerPreflight } = corsOf(origins);
  return (visit) => {
    if (visit.request.method === 'OPTIONS' && answerPreflight(visit.request, visit.response)) return;
    return graphql(visit);
  };
};
