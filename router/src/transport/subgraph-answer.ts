import type { Log } from '@stoa/platform';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
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
    const answer = parsed(text);
    if (isResponse(answer)) return answer;
    const { requestId, log, url } = context;
    log.error({ requestId, url, bytes: text.length }, 'subgraph answered something that is no GraphQL response');
    return { errors: [internalError(requestId)] };
  }
  if (status >= 400 && !context.isStoas) {
    const answer = parsed(text);
    // https://graphql.github.io/graphql-over-http/draft/#sec-application-graphql-response-json: 4xx and 5xx carry errors.
    if (isResponse(answer) && answer.errors?.length) return answer;
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
const isError = (error: unknown) => isObject(error) && typeof error['message'] === 'string';
