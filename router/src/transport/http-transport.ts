import type { Log } from '@stoa/platform';
import { CALLER_HEADER, signCaller, type SubgraphRequest, type SubgraphResponse } from '@stoa/subgraph-kit';
import { Pool } from 'undici';
import { forwardOver } from './http-forward.ts';
import { readSubgraphAnswer } from './subgraph-answer.ts';
import { fetchFault, UNREACHABLE } from './fetch-fault.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

export interface HttpTransportOptions {
  /** Where the subgraph listens: `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The key it shares with the router. */
  readonly key: string;
  readonly log: Log;
  /** Connections kept open at most; default 64. */
  readonly connections?: number;
  /** Largest answer in bytes; default 16 MB. */
  readonly answerLimit?: number;
}

/** A subgraph over HTTP: signed claims, kept connections, and every way of failing as a coded error. */
export const httpTransport = (options: HttpTransportOptions): SubgraphTransport & { close(): Promise<void> } => {
  const { url, connections = 64, answerLimit = 16_000_000 } = options;
  const pool = new Pool(url, { connections, maxResponseSize: answerLimit, connect: { timeout: 2_000 } });
  return {
    handle: async (request) => {
      try {
        return await send(pool, options, request);
      } catch (error) {
        // A kept connection may be closed by the other side while we write: nothing was done, reading again is harmless.
        if (UNREACHABLE.has(codeOf(error)) && !isMutation(request)) {
          return await send(pool, options, request).catch((again: unknown) => fetchFault(again, options, request));
        }
        return fetchFault(error, options, request);
      }
    },
    http: forwardOver(pool),
    close: () => pool.close(),
  };
};

async function send(
  pool: Pool,
  { key, url, log }: HttpTransportOptions,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  const { query, variables, operationName } = request;
  const body = JSON.stringify({ query, variables, operationName });
  const { caller, requestId, deadline, traceparent, signal } = request;
  const timeout = AbortSignal.timeout(Math.max(1, deadline.getTime() - Date.now()));
  const claims = { caller, requestId, deadline: deadline.getTime() };
  const response = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': requestId,
      [CALLER_HEADER]: signCaller(key, claims, body, Date.now()),
      ...(traceparent !== undefined && { traceparent }),
    },
    body,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  return readSubgraphAnswer(response.statusCode, await response.body.text(), { requestId, log, url });
}

const isMutation = ({ query }: SubgraphRequest) => query.trimStart().startsWith('mutation');
const codeOf = (error: unknown) => (error as { code?: string }).code ?? '';
