import type { Log } from '@stoa/platform';
import type { SubgraphResponse } from '@stoa/subgraph-kit';
import { internalError, temporarilyUnavailable } from '../masked-errors.ts';

/** What undici and the socket call a peer that is not there, or has just gone. */
export const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** The answer in the place of one that could not be had. */
export const fetchFault = (
  error: Error & { code?: string },
  { url, log }: { url: string; log: Log },
  { requestId }: { readonly requestId: string },
): SubgraphResponse => {
  const isOutage = UNREACHABLE.has(error.code ?? '');
  log[isOutage ? 'warn' : 'error']({ err: error, requestId, url }, 'subgraph did not answer');
  return { errors: [isOutage ? temporarilyUnavailable(requestId) : internalError(requestId)] };
};
