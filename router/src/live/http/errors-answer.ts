import type { GraphQLFormattedError } from 'graphql';
import { requestErrorStatus } from '../../front/answer-text.ts';
import { JSON_TYPE, type MediaType } from '../../front/media-types.ts';
import type { HttpAnswer } from '../../front/write-answer.ts';

/** Why no subscription came of a request, as an answer of its own. */
export const errorsAnswer = (errors: readonly GraphQLFormattedError[], mediaType: MediaType): HttpAnswer => {
  const [{ extensions = {} } = {}] = errors;
  const seconds = extensions['retryAfterSeconds'];
  return {
    status: STATUSES.get(extensions['code']) ?? requestErrorStatus(mediaType),
    contentType: mediaType,
    text: JSON.stringify({ errors }),
    headers: typeof seconds === 'number' ? { 'retry-after': String(seconds) } : undefined,
  };
};

/** The same where a 200 would say that it was accepted. */
export const refusedOperation = (errors: readonly GraphQLFormattedError[]): HttpAnswer => {
  const answer = errorsAnswer(errors, JSON_TYPE);
  return answer.status === 200 ? { ...answer, status: 400 } : answer;
};

const STATUSES: ReadonlyMap<unknown, number> = new Map([
  ['UNAUTHENTICATED', 401],
  ['TOKEN_EXPIRED', 401],
  ['FORBIDDEN', 403],
  ['RATE_LIMITED', 429],
  ['SUBSCRIPTION_LIMIT_EXCEEDED', 429],
  ['INTERNAL_SERVER_ERROR', 500],
  ['SERVER_SHUTTING_DOWN', 503],
  ['TEMPORARILY_UNAVAILABLE', 503],
  ['DEADLINE_EXCEEDED', 504],
]);
