import type { Log } from '@stoa/platform';
import type { GraphQLFormattedError } from 'graphql';
import { internalError } from '../masked-errors.ts';
import type { ReportedError } from './request-state.ts';
import type { SubgraphError } from './subgraph-error.ts';

/** Which errors of subgraphs clients see in their own words: those with a code of their own, all, or none. */
export type PassedErrors = 'coded' | 'all' | 'none';

export interface ClientErrorsOptions {
  readonly passed: PassedErrors;
  readonly log: Log;
  readonly requestId: string;
  /** The client's name for a key of the data. */
  readonly responseNameOf: (key: string) => string;
}

/** Codes that servers give to what nobody foresaw: the words beside them were not meant for clients. */
const UNFORESEEN: ReadonlySet<unknown> = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);
/** What servers add to errors for their developers. */
const PRIVATE: ReadonlySet<string> = new Set(['stacktrace', 'exception', 'serviceName', 'originalError']);

/** Errors of subgraphs as the client sees them: at their place in the answer, masked and logged where they have no code. */
export const clientErrors = (
  reported: readonly ReportedError[],
  options: ClientErrorsOptions,
): readonly GraphQLFormattedError[] =>
  reported.map(({ subgraph, error, path }) => {
    const place = path && {
      path: path.map((step) => (typeof step === 'string' ? options.responseNameOf(step) : step)),
    };
    if (isPassed(error, options.passed)) return { message: error.message, ...place, extensions: publicOf(error) };
    const { log, requestId } = options;
    log.error({ requestId, subgraph, path: error.path, reason: error.message }, 'subgraph failed');
    return { ...internalError(requestId), ...place };
  });

function isPassed({ extensions }: SubgraphError, passed: PassedErrors): boolean {
  if (passed !== 'coded') return passed === 'all';
  const code = extensions?.['code'];
  return typeof code === 'string' && !UNFORESEEN.has(code);
}

const publicOf = ({ extensions = {} }: SubgraphError): Record<string, unknown> => ({
  code: 'DOWNSTREAM_SERVICE_ERROR',
  ...Object.fromEntries(Object.entries(extensions).filter(([name]) => !PRIVATE.has(name))),
});
