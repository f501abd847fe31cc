import { CALLER_HEADER } from '@stoa/subgraph-kit';

// RFC 9110 §7.6.1: these speak of one connection. The length is counted again; the caller's claims come from us alone.
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'x-request-id',
  CALLER_HEADER,
]);

/** The headers that a message keeps on its way through the router; a cookie that is set twice stays two. */
export const endToEndHeaders = (headers: Headers): [string, string][] => {
  const named = (headers.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  return [...headers].filter(([name]) => !DROPPED.has(name) && !named.includes(name));
};
