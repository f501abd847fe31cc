import { HeaderMap } from '@apollo/server';
import type { Log } from '@stoa/platform';
import { GraphQLError, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Refusal } from '../refusal.ts';

/** An engine's error in the form that Apollo Server takes in; it was made for clients already. */
export const thrownError = (
  { message, path, extensions }: GraphQLFormattedError,
  { data }: FormattedExecutionResult,
): GraphQLError => {
  const failedWhole = data === undefined && extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
  const http = failedWhole ? { http: { status: 500, headers: new HeaderMap() } } : {};
  return new EngineError(message, { ...(path && { path }), extensions: { ...extensions, ...http } });
};

/** The document does not say which operation is meant, or has none of that name. */
export const noSuchOperation = (name: string | undefined): GraphQLError =>
  new GraphQLError(
    name === undefined ? 'The document has several operations: name one.' : `There is no operation ${name}.`,
  );

/** A refusal in the form that Apollo Server answers with. */
export const refusalError = ({ message, code, status, headers }: Refusal): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code, http: { status, headers: new HeaderMap(Object.entries(headers)) } },
  });

/** The last word on what leaves: limits keep their own codes, and what nobody foresaw is logged and masked. */
export const clientError = (formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError => {
  const code = ownCode(error);
  if (code) return { ...formatted, extensions: { ...formatted.extensions, code } };
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR' || error instanceof EngineError) return formatted;
  log.error({ err: error }, 'front failed');
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
};

class EngineError extends GraphQLError {}

// Apollo Server gives every refusal of a validation rule the same code; the rule's own is on the original.
function ownCode(error: unknown): string | undefined {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  const code = original instanceof GraphQLError ? original.extensions['code'] : undefined;
  return typeof code === 'string' ? code : undefined;
}
