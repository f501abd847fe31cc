import type { Log } from '@stoa/platform';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import { internalError, temporarilyUnavailable } from '../masked-errors.ts';

/** A subgraph's body as a GraphQL response; anything else becomes a coded error, and a log line for us. */
export const readSubgraphAnswer = (
  status: number,
  body: string,
  { requestId, log, url }: { requestId: string; log: Log; url: string },
): SubgraphResponse => {
  if (status === 200) {
    const answer = parsed(body);
    if (isResponse(answer)) return answer;
    log.error({ requestId, url, bytes: body.length }, 'subgraph answered something that is no GraphQL response');
    return { errors: [internalError(requestId)] };
  }
  const isOutage = status === 502 || status === 503 || status === 504 || status === 429;
  log[isOutage ? 'warn' : 'error']({ requestId, url, status }, 'subgraph refused');
  return { errors: [isOutage ? temporarilyUnavailable(requestId) : internalError(requestId)] };
};

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
  if (errors === undefined) return isObject(data);
  return (data == null || isObject(data)) && Array.isArray(errors) && errors.length > 0 && errors.every(isError);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isError = (error: unknown) => isObject(error) && typeof error['message'] === 'string';
