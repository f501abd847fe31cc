import { systemClock } from '@stoa/kernel';
import { accessTokens } from './caller/access-token.ts';
import { identifyByToken } from './caller/identify-by-token.ts';
import { identifyCaller } from './caller/identify-caller.ts';
import { signingKeys } from './caller/signing-keys.ts';
import { IDENTITY_SUBGRAPH } from './doors/forwarded-roots.ts';
import type { Identify } from './front/identify.ts';
import { compileHeaderRules } from './headers/compile-header-rules.ts';
import type { OpenedTransports } from './opened-transports.ts';
import type { RouterOptions } from './router-options.ts';

const KEY_SET_TIMEOUT_MS = 5_000;

/** How this router tells who sends a request, and what of its headers goes to subgraphs. */
export const identification = (options: RouterOptions, transports: OpenedTransports): Identify => {
  const { clock = systemClock, log, authentication, headers } = options;
  const identify =
    options.identify ??
    (authentication ? identifyByToken(authentication, { clock, log }) : byStoasTokens(options, transports));
  if (!headers) return identify;
  const headersOf = compileHeaderRules(headers);
  return (request) => {
    const identified = identify(request);
    const headersFor = headersOf(request.headers);
    return identified instanceof Promise
      ? identified.then((who) => ({ ...who, headersFor }))
      : { ...identified, headersFor };
  };
};

/** Stoa's access tokens, by the key set of the subgraph that issues them; carts' and orders' tokens. */
function byStoasTokens(options: RouterOptions, transports: OpenedTransports): Identify {
  const { clock = systemClock, log, issuer = 'https://stoa.local', audience = 'stoa' } = options;
  const fetchKeySet = async () =>
    transports.named(IDENTITY_SUBGRAPH)?.http(
      new Request(`http://${IDENTITY_SUBGRAPH}/.well-known/jwks.json`, {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(KEY_SET_TIMEOUT_MS),
      }),
      crypto.randomUUID(),
    );
  const { signedInBy } = accessTokens({ keys: signingKeys({ fetchKeySet, clock, log }), clock, issuer, audience });
  return identifyCaller(signedInBy);
}
