import { corsOf, type AllowedOrigins } from '../../front/cors.ts';
import type { Visit } from '../../visit.ts';
import type { Framing } from './framing.ts';

/** The headers of a stream, names and values in turn. Nobody on the way may keep, compress or hold back any of it. */
export const streamHead = (origins: AllowedOrigins) => {
  const { headersFor } = corsOf(origins);
  const vary = origins === '*' ? 'accept' : 'accept, origin';
  return ({ request, requestId }: Visit, { contentType, cacheControl }: Framing): readonly string[] => [
    'content-type',
    contentType,
    'cache-control',
    cacheControl,
    'x-accel-buffering',
    'no',
    'x-request-id',
    requestId,
    'vary',
    vary,
    'x-content-type-options',
    'nosniff',
    ...headersFor(request.headers.origin),
  ];
};
