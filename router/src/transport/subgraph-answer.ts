import type { Log } from '@stoa/platform';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import { internalError, temporarilyUnavailable } from '../masked-errors.ts';
import type { HttpAnswer } from './http-exchange.ts';

export interface AnswerContext {
  readonly requestId: string;
  readonly log: Log;
  readonly url: string;
  /** Stoa's own subgraphs say with any status but 200 that they refused to listen; others may answer GraphQL with it. */
  readonly isStoas: boolean;
}

/** A subgraph's body as a GraphQL response; anything else becomes a coded error, and a log line for us. */
export const readSubgraphAnswer = ({ status, text }: HttpAnswer, context: AnswerContext): SubgraphResponse => {
  if (status === 200) {
    const answer = responseOf(parsed(text));
    if (answer) return answer;
    const { requestId, log, url } = context;
    log.error({ requestId, url, bytes: text.length }, 'subgraph answered something that is no GraphQL response');
    return { errors: [internalError(requestId)] };
  }
  if (status >= 400 && !context.isStoas) {
    const answer = responseOf(parsed(text));
    // https://graphql.github.io/graphql-over-http/draft/#sec-application-graphql-response-json: 4xx and 5xx carry errors.
    if (answer?.errors?.length) return answer;
  }
  return refusal(status, context);
};

function refusal(status: number, { requestId, log, url }: AnswerContext): SubgraphResponse {
  const isOutage = status === 502 || status === 503 || status === 504 || status === 429;
  log[isOutage ? 'warn' : 'error']({ requestId, url, status }, 'subgraph refused');
  return { errors: [isOutage ? temporarilyUnavailable(requestId) : internalError(requestId)] };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** What somebody answered, as a GraphQL response; undefined when it is none. */
export const responseOf = (answer: unknown): SubgraphResponse | undefined => {
  if (!isResponse(answer)) return undefined;
  return answer.errors?.length ? { ...answer, errors: answer.errors.map(withoutNulls) } : answer;
};

function isResponse(answer: unknown): answer is SubgraphResponse {
  if (!isObject(answer)) return false;
  const { data, errors } = answer;
  // Some servers say that there are none with null or an empty list.
  if (hasNone(errors)) return isObject(data);
  return (data == null || isObject(data)) && Array.isArray(errors) && errors.every(isError);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const hasNone = (errors: unknown) => errors == null || (Array.isArray(errors) && errors.length === 0);
const isError = (error: unknown) =>
  isObject(error) &&
  typeof error['message'] === 'string' &&
  (error['path'] == null || (Array.isArray(error['path']) && error['path'].every(isStep))) &&
  (error['extensions'] == null || isObject(error['extensions']));
const isStep = (step: unknown) => typeof step === 'string' || typeof step === 'number';

// Some servers say with null that an error has no place and nothing to add; whoever reads it expects nothing.
const withoutNulls = ({ path, extensions, ...error }: GraphQLFormattedError): GraphQLFormattedError => ({
  ...error,
  ...(path && { path }),
  ...(extensions && { extensions }),
});
