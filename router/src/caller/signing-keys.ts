import type { KeyObject } from 'node:crypto';
import type { Clock } from '@stoa/kernel';
import type { Log } from '@stoa/platform';
import { unavailable } from '../refusal.ts';
import { keySetReader, type KeySet, type WantedKey } from './key-set.ts';
import { readKeySetBody } from './key-set-from.ts';

/** The public keys that access tokens are signed with. */
export interface SigningKeys {
  /** The key, or undefined when nobody knows it. @throws Refusal, 503, when the keys cannot be had. */
  readonly find: (wanted: WantedKey) => Promise<KeyObject | undefined>;
  /** Whether a key that was found is still among them. */
  readonly has: (key: KeyObject) => boolean;
}

export interface SigningKeysOptions {
  /** Gets the JSON Web Key Set. */
  readonly fetchKeySet: () => Promise<Response | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  /** How old the set may become before it is fetched again, so that keys that were taken out of it end; default 300. */
  readonly refreshSeconds?: number | undefined;
}

const REFRESH_SECONDS = 300;

// An unknown key id costs an attacker nothing: it may make us ask no more often than this.
const REFRESH_INTERVAL_MS = 10_000;

/** Keys from a JWKS, asked for again when a token names one that is not among them and when they are old. An outage keeps those that are known. */
export const signingKeys = (options: SigningKeysOptions): SigningKeys => {
  const { fetchKeySet, clock, log, refreshSeconds = REFRESH_SECONDS } = options;
  const read = keySetReader(log);
  let keys: KeySet | undefined;
  let refreshing: Promise<void> | undefined;
  let attemptedAt = -Infinity;
  let isFailing = false;

  const fetchKeys = async () => {
    attemptedAt = clock.now().getTime();
    try {
      const response = await fetchKeySet();
      if (!response?.ok) throw new Error(`The key set was answered with ${response?.status ?? 'nothing'}`);
      keys = read(await readKeySetBody(response));
      isFailing = false;
    } catch (error) {
      log.warn({ err: error }, 'key set cannot be had');
      isFailing = true;
    }
  };
  const refresh = () => (refreshing ??= fetchKeys().finally(() => (refreshing = undefined)));
  const isOlderThan = (milliseconds: number) => clock.now().getTime() - attemptedAt >= milliseconds;
  const refreshOld = () => {
    // A failure is repeated sooner: until then keys live on that may have been taken out.
    if (keys && isOlderThan(isFailing ? REFRESH_INTERVAL_MS : refreshSeconds * 1_000)) void refresh();
  };

  return {
    find: async (wanted) => {
      let key = keys?.find(wanted);
      if (key) refreshOld();
      else {
        // Without any keys nobody can sign in, so a failed first attempt is repeated by the next token.
        if (!keys || isOlderThan(REFRESH_INTERVAL_MS)) void refresh();
        await refreshing;
        key = keys?.find(wanted);
      }
      // A key that we cannot look up may be a good one: that is an outage, not a bad token.
      if (!key && isFailing)
        throw unavailable(503, 'Nobody can be signed in at the moment: the key set cannot be had. Try again.');
      return key;
    },
    has: (key) => {
      refreshOld();
      return keys?.has(key) ?? false;
    },
  };
};
