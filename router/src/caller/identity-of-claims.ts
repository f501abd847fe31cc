import { createHash } from 'node:crypto';
import type { Identity } from '../engine/engine.ts';
import type { TokenAuthentication } from './token-authentication.ts';
import type { Claims } from './verify-token.ts';

/** Who a verified token speaks of. */
export const identityOfClaims = (
  claims: Claims,
  { scopesClaim, policiesClaim }: Pick<TokenAuthentication, 'scopesClaim' | 'policiesClaim'>,
): Identity => {
  const key = keyOf(claims);
  return {
    key,
    subject: typeof claims['sub'] === 'string' ? claims['sub'] : key,
    isAuthenticated: true,
    scopes: namesOf(claims, scopesClaim),
    policies: policiesClaim === undefined ? [] : namesOf(claims, policiesClaim),
  };
};

// Claims of one token alone: with the next token somebody is still the same.
const OF_ONE_TOKEN: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf', 'jti']);

/** Different for different claims: a subgraph that is sent the token may go by any of them. */
function keyOf(claims: Claims): string {
  const lasting = Object.keys(claims)
    .filter((name) => !OF_ONE_TOKEN.has(name))
    .sort()
    .map((name) => [name, claims[name]]);
  return createHash('sha256').update(JSON.stringify(lasting)).digest('base64url');
}

function namesOf(claims: Claims, claim: string): readonly string[] {
  const value = claims[claim];
  if (typeof value === 'string') return value.split(' ').filter((word) => word !== '');
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
