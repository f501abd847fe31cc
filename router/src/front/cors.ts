import type { IncomingMessage, ServerResponse } from 'node:http';

/** Web pages of other origins that may ask; `*` is any. Nothing is told by cookies, so no credentials are allowed. */
export type AllowedOrigins = '*' | readonly string[];

export interface Cors {
  /** The CORS headers of an answer, names and values in turn. */
  readonly headersFor: (origin: string | undefined) => readonly string[];
  /** Answers a preflight request. @returns whether it was one */
  readonly answerPreflight: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const REQUEST_HEADERS =
  'content-type, authorization, x-cart-token, x-order-token, x-request-id, traceparent, apollo-require-preflight, ' +
  'x-apollo-operation-name, apollographql-client-name, apollographql-client-version, x-stoa-cost, last-event-id, ' +
  'x-graphql-event-stream-token';

/** Answers depend on the origin unless any may ask, which `vary: origin` must say beside what else they depend on. */
export const corsOf = (origins: AllowedOrigins): Cors => {
  const headersFor: Cors['headersFor'] = (origin) => {
    if (origin === undefined) return NONE;
    if (origins === '*') return ANY;
    return origins.includes(origin) ? ['access-control-allow-origin', origin, ...EXPOSED] : NONE;
  };
  return {
    headersFor,
    answerPreflight: (request, response) => {
      if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
      const allowed = headersFor(request.headers.origin);
      const vary = origins === '*' ? NONE : ['vary', 'origin'];
      response.writeHead(204, [...allowed, ...vary, ...(allowed.length > 0 ? PREFLIGHT : NONE)]).end();
      return true;
    },
  };
};

const NONE: readonly string[] = [];
const EXPOSED = ['access-control-expose-headers', 'x-request-id, retry-after'];
const ANY = ['access-control-allow-origin', '*', ...EXPOSED];
const PREFLIGHT = [
  'access-control-allow-methods',
  'GET, POST, PUT, DELETE',
  'access-control-allow-headers',
  REQUEST_HEADERS,
  'access-control-max-age',
  '600',
];
