import type { IncomingMessage } from 'node:http';
import { badRequest } from '../refusal.ts';

/** A header that may be given once. @throws Refusal, 400, when it is given more often. */
export const singleHeader = (request: IncomingMessage, name: string): string | undefined => {
  const values = request.headersDistinct[name];
  if (values && values.length > 1) throw badRequest(`${name} may be given once`);
  return values?.[0];
};
