import type { GraphQLFormattedError } from 'graphql';

/** Failures that a client is told of without their cause; the request's id finds the cause in the log. */
export const internalError = (requestId: string): GraphQLFormattedError =>
  failure('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', requestId);

/** A subgraph could not be reached. */
export const temporarilyUnavailable = (requestId: string): GraphQLFormattedError =>
  failure('TEMPORARILY_UNAVAILABLE', 'This part of the service does not answer at the moment. Try again.', requestId);

/** A subgraph did not answer before the operation's deadline. */
export const deadlineExceeded = (requestId: string): GraphQLFormattedError =>
  failure('DEADLINE_EXCEEDED', 'A part of the service did not answer in time. Try again.', requestId);

const failure = (code: string, message: string, requestId: string) => ({ message, extensions: { code, requestId } });
