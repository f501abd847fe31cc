import type { EngineAnswer } from '../engine/engine.ts';
import type { Outcome } from '../metrics/outcomes.ts';
import { GRAPHQL_RESPONSE_TYPE, type MediaType } from './media-types.ts';

/** A GraphQL response as text: errors first, so that people see them. */
export const answerText = ({ data, errors, extensions }: EngineAnswer): string => {
  const hasErrors = errors !== undefined && errors.length > 0;
  if (!hasErrors && extensions === undefined && data !== undefined) return `{"data":${data}}`;
  const members: string[] = [];
  if (hasErrors) members.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) members.push(`"data":${data}`);
  if (extensions !== undefined) members.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${members.join(',')}}`;
};

/**
 * HTTP's word for an answer: what the engine says, else 200 for whatever was executed. A request that could not be is 400, but
 * 200 as application/json, where a proxy's 400 could not be told from ours.
 * https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
 */
export const statusOf = ({ data, status }: EngineAnswer, mediaType: MediaType): number => {
  if (status !== undefined && status !== 400) return status;
  return data === undefined ? requestErrorStatus(mediaType) : 200;
};

/** Of a well-formed request whose document or variables do not hold. */
export const requestErrorStatus = (mediaType: MediaType): 200 | 400 =>
  mediaType === GRAPHQL_RESPONSE_TYPE ? 400 : 200;

/** How a request ended that an engine answered. */
export const outcomeOf = ({ data, errors }: EngineAnswer): Outcome => {
  const [error] = errors ?? [];
  if (data === undefined) return ADMISSION.get(error?.extensions?.['code']) ?? 'refused';
  return error === undefined ? 'ok' : 'errors';
};

// The codes of limits/ and rates/.
const ADMISSION: ReadonlyMap<unknown, Outcome> = new Map([
  ['COST_LIMIT_EXCEEDED', 'over_budget'],
  ['RATE_LIMITED', 'rate_limited'],
]);
