import { CALLER_HEADER } from '@stoa/subgraph-kit';
import type { SubgraphFetch } from './subgraph-transport.ts';

// What the transport says itself, and what belongs to one connection or one body: a rule that forwards everything must not
// forward these.
const OWN: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'traceparent',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
  CALLER_HEADER,
]);

/** Names and values in turn, as undici takes them, of what a subgraph is sent besides the transport's own headers. */
export const forwardedHeaders = ({ query, request }: SubgraphFetch): string[] => {
  const forwarded = request.headersFor?.(query.subgraph);
  const headers: string[] = [];
  for (const name in forwarded) {
    const value = forwarded[name];
    if (value !== undefined && !OWN.has(name.toLowerCase())) headers.push(name, value);
  }
  return headers;
};
