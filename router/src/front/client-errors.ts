import type { Log } from '@stoa/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** The document does not say which operation is meant, or has none of that name. */
export const noSuchOperation = (name: string | undefined): GraphQLError =>
  new GraphQLError(
    name === undefined ? 'The document has several operations: name one.' : `There is no operation ${name}.`,
  );

/** The graph has no operations of this type. */
export const notServed = (type: string): GraphQLError =>
  new GraphQLError(`There is no ${type} to ask for here.`, { extensions: { code: 'OPERATION_NOT_SERVED' } });

/** The graph has subscriptions, which are more than the one answer that was asked for. */
export const servedAsStream = (): GraphQLError =>
  new GraphQLError(
    'Subscriptions are served over a WebSocket (graphql-transport-ws), or to who accepts text/event-stream or ' +
      'multipart/mixed;subscriptionSpec="1.0".',
    { extensions: { code: 'OPERATION_NOT_SERVED' } },
  );

/** The last word on Apollo Server's own errors: limits keep their codes, and what nobody foresaw is logged and masked. */
export const clientError = (formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError => {
  const code = ownCode(error);
  if (code) return { ...formatted, extensions: { ...formatted.extensions, code } };
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  log.error({ err: error }, 'front failed');
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
};

// Apollo Server gives every refusal of a validation rule the same code; the rule's own is on the original.
function ownCode(error: unknown): string | undefined {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  const code = original instanceof GraphQLError ? original.extensions['code'] : undefined;
  return typeof code === 'string' ? code : undefined;
}
