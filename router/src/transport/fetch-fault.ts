import type { Log } from '@stoa/platform';
import type { SubgraphRequest, SubgraphResponse } from '@stoa/subgraph-kit';
import { deadlineExceeded, internalError, temporarilyUnavailable } from '../masked-errors.ts';

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
  error: unknown,
  { url, log }: { url: string; log: Log },
  { requestId, signal }: SubgraphRequest,
): SubgraphResponse => {
  const { name, code = '' } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError' || signal?.aborted)
    return { errors: [deadlineExceeded(requestId)] };
  const isOutage = UNREACHABLE.has(code);
  log[isOutage ? 'warn' : 'error']({ err: error, requestId, url }, 'subgraph did not answer');
  return { errors: [isOutage ? temporarilyUnavailable(requestId) : internalError(requestId)] };
};
