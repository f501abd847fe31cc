import { GraphQLError } from 'graphql';

/** Codes of top-level errors; docs/errors.md says what a client does about each. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_NOT_SERVED'
  | 'DEADLINE_EXCEEDED'
  | 'CALLER_REFUSED'
  | 'TEMPORARILY_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** A failure of the request itself, told to the client as it is. What an honest client can meet is a user error instead. */
export const codedError = (code: ErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });
