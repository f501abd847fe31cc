import { createPublicKey, type KeyObject, type webcrypto } from 'node:crypto';
import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';

/** The public keys that access tokens are signed with, by their id. */
export interface SigningKeys {
  /** The key, or undefined when nobody knows it. @throws when the keys cannot be had. */
  find(keyId: string): Promise<KeyObject | undefined>;
}

export interface SigningKeysOptions {
  /** Gets the JSON Web Key Set. */
  readonly fetchKeySet: () => Promise<Response | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}

// An unknown key id costs an attacker nothing: it may make us ask no more often than this.
const REFRESH_INTERVAL_MS = 10_000;

/** Keys from a JWKS, kept until a token names one that is not among them; then asked for once more. */
export const signingKeys = ({ fetchKeySet, clock, log }: SigningKeysOptions): SigningKeys => {
  let keys: ReadonlyMap<string, KeyObject> | undefined;
  let refreshing: Promise<void> | undefined;
  let attemptedAt = -Infinity;
  let failure: unknown;

  const refresh = async () => {
    attemptedAt = clock.now().getTime();
    try {
      const response = await fetchKeySet();
      if (!response?.ok) throw new Error(`The key set was answered with ${response?.status ?? 'nothing'}`);
      keys = readKeySet(await response.json(), log);
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  };

  return {
    find: async (keyId) => {
      const isFresh = () => clock.now().getTime() - attemptedAt < REFRESH_INTERVAL_MS;
      if (!keys?.has(keyId)) {
        // Without any keys nobody can sign in, so a failed first attempt is repeated by the next token.
        if (!keys || !isFresh()) refreshing ??= refresh().finally(() => (refreshing = undefined));
        await refreshing;
      }
      const key = keys?.get(keyId);
      // A key that we cannot look up may be a good one: that is an outage, not a bad token.
      if (!key && failure !== undefined) throw new Error('The key set cannot be had', { cause: failure });
      return key;
    },
  };
};

function readKeySet(set: unknown, log: Log): ReadonlyMap<string, KeyObject> {
  const listed = (set as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(listed)) throw new Error('The key set has no keys');
  const keys = new Map<string, KeyObject>();
  for (const jwk of listed as (webcrypto.JsonWebKey & { kid?: unknown; use?: unknown })[]) {
    if (typeof jwk.kid !== 'string' || jwk.kty !== 'EC' || jwk.crv !== 'P-256' || (jwk.use ?? 'sig') !== 'sig')
      continue;
    try {
      keys.set(jwk.kid, createPublicKey({ key: jwk, format: 'jwk' }));
    } catch (error) {
      log.warn({ err: error, kid: jwk.kid }, 'a key of the key set cannot be read');
    }
  }
  return keys;
}
