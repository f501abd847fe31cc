import type { ApolloServer } from '@apollo/server';
import type { Log } from '@stoa/platform';
import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Limits } from '../limits/limits.ts';
import type { RequestMetrics } from '../metrics/request-metrics.ts';
import type { DocumentSource, FoundDocument } from '../persisted/document-source.ts';
import type { Visit } from '../visit.ts';
import type { ApolloContext } from './apollo-gateway.ts';
import { apolloLane } from './apollo-lane.ts';
import { fastLane } from './fast-lane.ts';
import { notAcceptable, refusalAnswer } from './graph-refusals.ts';
import { requestParameters } from './graph-request-parameters.ts';
import { GraphRequest, type GraphRequestOptions } from './graph-request.ts';
import type { GraphqlParameters } from './graphql-parameters.ts';
import type { Identify } from './identify.ts';
import { JSON_TYPE, mediaTypes, prefersHtml, type MediaType } from './media-types.ts';
import { partsFormats } from './parts-formats.ts';
import { pathOf, refusalOf, type Door } from './request-listener.ts';
import { secure } from './security-headers.ts';
import { answerWriter, partsWriter, type AnswerWriterOptions, type ServedAnswer } from './write-answer.ts';

export interface GraphqlDoorOptions
  extends Omit<GraphRequestOptions, 'timeoutMs'>, Omit<AnswerWriterOptions, 'compresses'> {
  readonly server: ApolloServer<ApolloContext>;
  readonly engines: CurrentEngine;
  readonly documents: DocumentSource;
  readonly identify: Identify;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: RequestMetrics;
  /** Whether browsers get Apollo Server's landing page. */
  readonly hasLandingPage: boolean;
  /** Compresses answers of 1 kB and more for those who take it; default true. */
  readonly compresses?: boolean | undefined;
  /** Known operations pass Apollo Server by; default true. Both lanes answer alike. */
  readonly hasFastLane?: boolean | undefined;
}

/**
 * GraphQL over HTTP in two lanes: a POST of a known operation goes to the engine at once; everything else goes through Apollo
 * Server, which parses, validates and limits it, whereupon its operation is known.
 */
export const graphqlDoor = (options: GraphqlDoorOptions): Door => {
  const { engines, documents, identify, limits, metrics, log, hasLandingPage, hasFastLane = true } = options;
  const mediaTypeOf = mediaTypes();
  const partsFormatOf = partsFormats();
  const writing = { ...options, compresses: options.compresses ?? true };
  const write = answerWriter(writing);
  const writeInParts = partsWriter(writing);
  const apollo = apolloLane(options.server, engines);
  const fast = fastLane(engines);
  const requestOptions: GraphRequestOptions = { ...options, timeoutMs: limits.timeoutMs };

  const serve = async (
    visit: Visit,
    mediaType: MediaType | undefined,
    acceptsParts: boolean,
  ): Promise<ServedAnswer> => {
    if (mediaType === undefined) throw notAcceptable();
    const given = await requestParameters(visit, limits.bodyBytes);
    const found = documents(given);
    const identified = identify(visit.request);
    const who = identified instanceof Promise ? await identified : identified;
    const request = new GraphRequest(visit, { ...who, variables: given.variables, acceptsParts }, requestOptions);

    if (hasFastLane && found && !found.registers && visit.request.method === 'POST') {
      const engine = engines.current();
      const operation = engine.find(found.query, given.operationName);
      if (operation) return fast({ engine, operation, request, mediaType });
    }
    return apollo.answer(visit, { parameters: meaning(given, found), request, mediaType });
  };

  const page = async (visit: Visit): Promise<void> => {
    secure(visit.response, 'sandbox');
    return write(visit, await apollo.page(visit));
  };

  return async (visit) => {
    const { request, requestId } = visit;
    if (hasLandingPage && request.method === 'GET' && prefersHtml(request.headers.accept)) return page(visit);
    const began = metrics.began();
    const partsFormat = partsFormatOf(request.headers.accept);
    // Not every answer has parts, even for who takes nothing else.
    const mediaType = mediaTypeOf(request.headers.accept) ?? (partsFormat && JSON_TYPE);
    let answer: ServedAnswer;
    try {
      answer = await serve(visit, mediaType, partsFormat !== undefined);
    } catch (error) {
      const refusal = refusalOf(error, { log, requestId, path: pathOf(request) });
      answer = refusalAnswer(refusal, { requestId, mediaType });
    }
    const { inParts } = answer;
    if (inParts && partsFormat) metrics.ended(began, await writeInParts(visit, { ...answer, inParts }, partsFormat));
    else {
      metrics.ended(began, answer);
      return write(visit, answer);
    }
  };
};

/** The request with the document that it stands for; Apollo Server sees a hash only where it has to do something about it. */
function meaning(given: GraphqlParameters, found: FoundDocument | undefined): GraphqlParameters {
  if (!found || found.registers || given.extensions?.['persistedQuery'] === undefined)
    return found ? { ...given, query: found.query } : given;
  const { persistedQuery: _, ...extensions } = given.extensions;
  return { ...given, query: found.query, extensions };
}
