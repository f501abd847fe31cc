import { CALLER_HEADER, signCaller } from './caller-token.ts';
import type { GraphAnswer, GraphTransport } from './graph.ts';
import { Pool } from 'undici';
import { ASK_PATH, askKey } from './ask-key.ts';

export interface HttpGraphTransportOptions {
  /** The router: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The subgraph that asks, and the key it shares with the router. */
  readonly subgraph: string;
  readonly key: string;
}

/** Questions over HTTP, signed. Rejects when the router does not answer; the kit makes that a transient failure. */
export const httpGraphTransport = ({
  url,
  subgraph,
  key,
}: HttpGraphTransportOptions): GraphTransport & { close(): Promise<void> } => {
  const pool = new Pool(url, { connections: 16, connect: { timeout: 2_000 } });
  const ask: GraphTransport = async ({ operationId, variables, caller, requestId, deadline, signal }) => {
    const body = JSON.stringify({ subgraph, operationId, variables });
    const timeout = AbortSignal.timeout(Math.max(1, deadline.getTime() - Date.now()));
    const claims = { caller, requestId, deadline: deadline.getTime() };
    const response = await pool.request({
      path: ASK_PATH,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [CALLER_HEADER]: signCaller(askKey(key), claims, body, Date.now()),
      },
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return (await response.body.json()) as GraphAnswer;
  };
  return Object.assign(ask, { close: () => pool.close() });
};
