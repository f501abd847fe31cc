import type { Visit } from '../visit.ts';
import { methodNotAllowed, unsupportedMediaType } from './graph-refusals.ts';
import { parametersOfBody, parametersOfSearch, type GraphqlParameters } from './graphql-parameters.ts';
import { isJson } from './media-types.ts';
import { readBody } from './read-body.ts';

/**
 * Reads what a request asks of the graph: by GET, or by POST with JSON, which a page of another origin cannot send without asking
 * first. The address is parsed only where something stands in it. @throws Refusal
 */
export const requestParameters = async (
  visit: Pick<Visit, 'request' | 'url'>,
  bodyBytes: number,
): Promise<GraphqlParameters> => {
  const { request } = visit;
  if (request.method === 'GET') return parametersOfSearch(visit.url.searchParams);
  if (request.method !== 'POST') throw methodNotAllowed();
  if (!isJson(request.headers['content-type'])) throw unsupportedMediaType();
  return parametersOfBody(await readBody(request, bodyBytes));
};
