import type { IncomingHttpHeaders } from 'node:http';

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that a request belongs to; undefined when it names none, or not as it should. */
export const traceparentOf = (headers: IncomingHttpHeaders): string | undefined => {
  const value = headers['traceparent'];
  return typeof value === 'string' && TRACEPARENT.test(value) ? value : undefined;
};
