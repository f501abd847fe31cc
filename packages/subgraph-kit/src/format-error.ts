import { IdempotencyKeyReused, isTransient } from '@stoa/messaging';
import type { Log } from '@stoa/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { codedError } from './errors.ts';

/**
 * What a client may see of an error. Coded errors and faults of the document pass; a passing outage gets its code; everything
 * else is logged once, with the request's id, and leaves as INTERNAL_SERVER_ERROR without a word of its cause.
 */
export const formatError = (error: GraphQLError, { log, requestId }: { log: Log; requestId: string }): GraphQLFormattedError => {
  const visible = visibleForm(error);
  if (visible) return withPlace(visible, error);
  const cause = error.originalError ?? error;
  const passing = isTransient(cause);
  log[passing ? 'warn' : 'error']({ err: cause, requestId, path: error.path }, 'request failed');
  const masked = passing
    ? codedError('TEMPORARILY_UNAVAILABLE', 'This part of the service does not answer at the moment. Try again.')
    : codedError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
  masked.extensions['requestId'] = requestId;
  return withPlace(masked, error);
};

function visibleForm(error: GraphQLError): GraphQLError | undefined {
  if (error.originalError instanceof IdempotencyKeyReused)
    return codedError('IDEMPOTENCY_KEY_REUSED', error.originalError.message);
  if (error.originalError instanceof GraphQLError) return error.originalError;
  if (error.extensions['code'] !== undefined) return error;
  // Without an original error it is graphql-js that speaks, about the client's own variables or document. Serialization
  // faults come without one too, but with a path.
  if (error.originalError === undefined && error.path === undefined) return codedError('BAD_USER_INPUT', error.message);
  return undefined;
}

const withPlace = (shown: GraphQLError, { path, locations }: GraphQLError): GraphQLFormattedError => ({
  message: shown.message,
  ...(locations && { locations }),
  ...(path && { path }),
  extensions: shown.extensions,
});
