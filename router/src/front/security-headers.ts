import type { ServerResponse } from 'node:http';

// What the Sandbox page may load it says itself, with a nonce; a page cannot say who may frame it.
const SANDBOX = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'";
// The editor writes style elements and starts its workers from our own files.
const EXPLORER =
  "default-src 'none'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const POLICIES = { sandbox: SANDBOX, explorer: EXPLORER };

/** The headers of the router's own answers; forwarded pages bring their owner's. */
export const secure = (response: ServerResponse, policy: keyof typeof POLICIES): void => {
  response.setHeader('content-security-policy', POLICIES[policy]);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
};
