import type { Pool } from 'undici';
import { endToEndHeaders } from './end-to-end-headers.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

const TIMEOUT_MS = 30_000;
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/** Carries a request to a subgraph's own pages and its answer back, byte for byte. @throws when it is not reachable. */
export const forwardOver =
  (pool: Pool): SubgraphTransport['http'] =>
  async (request, requestId) => {
    const { pathname, search } = new URL(request.url);
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const answer = await pool.request({
      path: pathname + search,
      method: request.method,
      headers: [...endToEndHeaders(request.headers), ['x-request-id', requestId]].flat(),
      ...(hasBody && { body: Buffer.from(await request.arrayBuffer()) }),
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    const body = await answer.body.arrayBuffer();
    return new Response(WITHOUT_BODY.has(answer.statusCode) ? null : body, {
      status: answer.statusCode,
      headers: endToEndHeaders(new Headers(headers)),
    });
  };
