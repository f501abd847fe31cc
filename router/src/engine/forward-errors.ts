import type { Log } from '@stoa/platform';
import { Kind, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { internalError } from '../masked-errors.ts';

/**
 * An error of the gateway as a client sees it. What subgraphs said is masked already and passes with its code and path,
 * without the gateway's own remarks (subgraph names, positions in subgraph queries).
 */
export const forClient = (
  error: GraphQLError,
  { requestId, log }: { requestId: string; log: Log },
): GraphQLFormattedError => {
  const { serviceName, ...extensions } = error.extensions;
  // The gateway's code for an error that came without one: its words were not meant for clients.
  if (serviceName !== undefined && extensions['code'] !== 'DOWNSTREAM_SERVICE_ERROR')
    return { message: error.message, ...placeOf(error), extensions };
  // The executor answers without a path when variables do not fit their types, and then has asked nobody.
  if (isAboutVariables(error)) return { message: error.message, extensions: { code: 'BAD_USER_INPUT' } };
  log.error({ err: error, requestId }, 'operation failed');
  return { ...internalError(requestId), ...placeOf(error) };
};

const placeOf = ({ path }: GraphQLError) => (path ? { path } : {});
const isAboutVariables = ({ nodes }: GraphQLError) =>
  nodes?.length === 1 && nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
