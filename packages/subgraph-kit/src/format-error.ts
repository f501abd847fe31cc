import { IdempotencyKeyReused, isTransient } from '@stoa/messaging';
import type { Log } from '@stoa/platform';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { codedError } from './errors.ts';

interface Door {
  readonly log: Log;
  readonly requestId: string;
}

/** What a client may see of a request's errors. A cause that fails many entities is logged once, with the first one's path. */
export const formatErrors = (errors: readonly GraphQLError[], door: Door): GraphQLFormattedError[] => {
  const logged = new Set<unknown>();
  return errors.map((error) => formatError(error, { ...door, logged }));
};

/**
 * What a client may see of an error. Coded errors and faults of the document pass; a passing outage gets its code; everything
 * else is logged once, with the request's id, and leaves as INTERNAL_SERVER_ERROR without a word of its cause.
 */
export const formatError = (
  error: GraphQLError,
  { log, requestId, logged }: Door & { readonly logged?: Set<unknown> },
): GraphQLFormattedError => {
  const visible = visibleForm(error);
  if (visible) return withPlace(visible, error);
  const cause = error.originalError ?? error;
  const passing = isTransient(cause);
  if (!logged?.has(cause))
    log[passing ? 'warn' : 'error']({ err: cause, requestId, path: error.path }, 'request failed');
  logged?.add(cause);
  const masked = passing
    ? codedError('TEMPORARILY_UNAVAILABLE', 'This part of the service does not answer at the moment. Try again.')
    : codedError('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
  masked.extensions['requestId'] = requestId;
  return withPlace(masked, error);
};

function visibleForm(error: GraphQLError): GraphQLError | undefined {
  const cause = error.originalError;
  if (cause instanceof IdempotencyKeyReused) return codedError('IDEMPOTENCY_KEY_REUSED', cause.message);
  if (error.extensions['code'] !== undefined) return error;
  if (isAboutInput(error, cause)) return codedError('BAD_USER_INPUT', error.message);
  return undefined;
}

/**
 * Whether graphql-js speaks about what the client sent. Before execution (no path) it speaks of nothing else; later only
 * where it points at an argument, while a value of ours that does not fit the schema is reported at its field or nowhere.
 */
function isAboutInput(error: GraphQLError, cause: Error | undefined): boolean {
  if (cause !== undefined && !(cause instanceof GraphQLError)) return false;
  if (error.path === undefined) return true;
  const nodes = cause?.nodes ?? [];
  return nodes.length > 0 && nodes.every((node) => node.kind !== Kind.FIELD);
}

const withPlace = (shown: GraphQLError, { path, locations }: GraphQLError): GraphQLFormattedError => ({
  message: shown.message,
  ...(locations && { locations }),
  ...(path && { path }),
  extensions: shown.extensions,
});
