import { route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';

/** The public keys of access tokens, for whoever verifies them. Source: RFC 7517. */
export const keySet = route(
  'GET',
  '/.well-known/jwks.json',
  ({ accessTokens }: House) =>
    () =>
      Promise.resolve(
        Response.json(accessTokens.keySet, {
          headers: { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=300' },
        }),
      ),
);
