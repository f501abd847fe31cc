import type { IncomingMessage } from 'node:http';
import { anonymous, type Caller, type Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import type { Identity } from '../engine/engine.ts';
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

/** Foreign subgraphs know no caller: what they are told of a token is a matter of the header rules. */
export interface IdentifiedByToken {
  readonly caller: Caller;
  readonly identity: Identity;
}

const NOBODY: IdentifiedByToken = {
  caller: anonymous,
  identity: { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] },
};

/**
 * Tells by any issuer's tokens who sends a request; at once for a token that is known.
 * @throws Refusal: 401 for a token that does not hold or is missing, 400 for two of them, 503 when no keys can be had.
 */
export const identifyByToken = (
  configuration: TokenAuthentication,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ((request: IncomingMessage) => IdentifiedByToken | Promise<IdentifiedByToken>) => {
  const { keySet, algorithms, header, isRequired } = configuration;
  const keys =
    'url' in keySet
      ? signingKeys({ fetchKeySet: keySetFrom(keySet.url), clock, log, refreshSeconds: keySet.refreshSeconds })
      : givenKeys({ keys: keySet.keys, algorithms }, log);
  const { whoBy } = verifiedTokens({
    verify: tokenVerifier(configuration, { keys, clock }),
    read: (claims): IdentifiedByToken => ({ caller: anonymous, identity: identityOfClaims(claims, configuration) }),
    keys,
    clock,
  });

  return (request) => {
    const value = singleHeader(request, header);
    if (value === undefined) {
      if (isRequired) throw missingToken();
      return NOBODY;
    }
    const token = bearerToken(value) ?? (header === 'authorization' ? undefined : value);
    const who = token === undefined ? undefined : whoBy(token);
    return who instanceof Promise ? who.then(orRefused) : orRefused(who);
  };
};

function orRefused(who: IdentifiedByToken | undefined): IdentifiedByToken {
  if (!who) throw invalidToken();
  return who;
}
