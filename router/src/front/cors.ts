import type { IncomingMessage, ServerResponse } from 'node:http';

/** Web pages of other origins that may ask; `*` is any. Nothing is told by cookies, so no credentials are allowed. */
export type AllowedOrigins = '*' | readonly string[];

const REQUEST_HEADERS =
  'content-type, authorization, x-cart-token, x-order-token, x-request-id, traceparent, apollo-require-preflight, ' +
  'x-apollo-operation-name, apollographql-client-name, apollographql-client-version';

/** Sets the CORS headers of an answer. @returns whether it was a preflight request and is answered. */
export const answerCors = (origins: AllowedOrigins, request: IncomingMessage, response: ServerResponse): boolean => {
  const { origin } = request.headers;
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (origins !== '*') response.setHeader('vary', 'origin');
  if (origin !== undefined && (origins === '*' || origins.includes(origin))) {
    response.setHeader('access-control-allow-origin', origins === '*' ? '*' : origin);
    response.setHeader('access-control-expose-headers', 'x-request-id');
    if (isPreflight) {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', REQUEST_HEADERS);
      response.setHeader('access-control-max-age', '600');
    }
  }
  if (isPreflight) response.writeHead(204).end();
  return isPreflight;
};
