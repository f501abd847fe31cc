import { CALLER_HEADER } from '@stoa/subgraph-kit';

// RFC 9110 §7.6.1: of one connection. The others are the transport's own words about its own body, or ours alone to say:
// who asks, and under which request.
const NEVER: ReadonlySet<string> = new Set([
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
  'te',
  'traceparent',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
  CALLER_HEADER,
]);

/** Whether no rule may send a header of this name, which is in lower case, to a subgraph. */
export const isNeverPropagated = (name: string): boolean =>
  NEVER.has(name) || name.startsWith('proxy-') || name.startsWith('sec-websocket-');
