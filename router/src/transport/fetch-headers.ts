import { isNeverPropagated } from '../headers/never-propagated.ts';
import type { SubgraphFetch } from './subgraph-transport.ts';

/** Names and values in turn, as undici takes them, of what a subgraph is sent besides the transport's own headers. */
export const forwardedHeaders = ({ query, request }: SubgraphFetch): string[] => {
  const forwarded = request.headersFor?.(query.subgraph);
  const headers: string[] = [];
  for (const name in forwarded) {
    const value = forwarded[name];
    if (value !== undefined && !isNeverPropagated(name.toLowerCase())) headers.push(name, value);
  }
  return headers;
};
