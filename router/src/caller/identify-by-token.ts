import { anonymous, type Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import { ANYBODY, type Identified, type Identify } from '../front/identify.ts';
import { bearerToken } from './bearer-token.ts';
import { givenKeys } from './given-keys.ts';
import { identityOfClaims } from './identity-of-claims.ts';
import { invalidToken, missingToken } from './invalid-token.ts';
import { keySetFrom } from './key-set-from.ts';
import { signingKeys } from './signing-keys.ts';
import { singleHeader } from './single-header.ts';
import type { TokenAuthentication } from './token-authentication.ts';
import { verifiedTokens } from './verified-tokens.ts';
import { tokenVerifier } from './verify-token.ts';

/**
 * Tells by any issuer's tokens who sends a request; at once for a token that is known.
 * @throws Refusal: 401 for a token that does not hold or is missing, 400 for two of them, 503 when no keys can be had.
 */
export const identifyByToken = (
  configuration: TokenAuthentication,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Identify => {
  const { keySet, algorithms, header, isRequired } = configuration;
  const keys =
    'url' in keySet
      ? signingKeys({ fetchKeySet: keySetFrom(keySet.url), clock, log, refreshSeconds: keySet.refreshSeconds })
      : givenKeys({ keys: keySet.keys, algorithms }, log);
  const { whoBy } = verifiedTokens({
    verify: tokenVerifier(configuration, { keys, clock }),
    // Foreign subgraphs know no caller: what they are told of a token is a matter of the header rules.
    read: (claims): Identified => ({
      caller: anonymous,
      identity: identityOfClaims(claims, configuration),
      expiresAt: Number(claims['exp']) * 1_000,
    }),
    keys,
    clock,
  });

  return (request) => {
    const value = singleHeader(request, header);
    if (value === undefined) {
      if (isRequired) throw missingToken();
      return ANYBODY;
    }
    const token = bearerToken(value) ?? (header === 'authorization' ? undefined : value);
    const who = token === undefined ? undefined : whoBy(token);
    return who instanceof Promise ? who.then(orRefused) : orRefused(who);
  };
};

function orRefused(who: Identified | undefined): Identified {
  if (!who) throw invalidToken();
  return who;
}
