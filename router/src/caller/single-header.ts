import type { ShownHeaders } from '../front/identify.ts';
import { badRequest } from '../refusal.ts';

/** A header that may be given once; its name in lower case. @throws Refusal, 400, when it is given more often. */
export const singleHeader = (request: ShownHeaders, name: string): string | undefined => {
  const value = request.headers[name];
  if (value === undefined) return undefined;
  // Node joins or drops what comes twice: only the raw lines tell.
  let lines = 0;
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const raw = request.rawHeaders[at] as string;
    if (raw.length === name.length && raw.toLowerCase() === name) lines += 1;
  }
  if (lines > 1) throw badRequest(`${name} may be given once`);
  return String(value);
};
