import type { KeyObject } from 'node:crypto';
import type { Clock } from '@stoa/kernel';
import { boundedCache } from './bounded-cache.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Claims, VerifiedToken } from './verify-token.ts';

export interface VerifiedTokensOptions<Who> {
  readonly verify: (token: string) => Promise<VerifiedToken | undefined>;
  /** Who the claims speak of; undefined when they do not say. */
  readonly read: (claims: Claims) => Who | undefined;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

const REMEMBERED = 10_000;
const LONGEST = 8_192;
const MOST_CHARACTERS = 16 * 1_024 * 1_024;

/**
 * Remembers who verified tokens (69 µs each) speak of, until they expire or their key leaves the set. The key is the token's
 * own text: looking that up takes a fraction of what hashing it for every request would, and the bound is in characters.
 */
export const verifiedTokens = <Who>({ verify, read, keys, clock }: VerifiedTokensOptions<Who>) => {
  const verified = boundedCache<{ readonly who: Who; readonly key: KeyObject; readonly expiresAt: number }>(
    REMEMBERED,
    MOST_CHARACTERS,
  );

  const verifyAnew = async (token: string): Promise<Who | undefined> => {
    const found = await verify(token);
    const who = found && read(found.claims);
    if (who === undefined || found === undefined) return undefined;
    verified.set(token, { who, key: found.key, expiresAt: found.expiresAt });
    return who;
  };

  return {
    /** Undefined for a token that is forged, foreign, malformed or expired; at once for a known one. @throws Refusal, 503, when no keys can be had. */
    whoBy: (token: string): Who | undefined | Promise<Who | undefined> => {
      if (token.length > LONGEST) return undefined;
      const known = verified.get(token);
      if (known) {
        if (known.expiresAt > clock.now().getTime() && keys.has(known.key)) return known.who;
        verified.delete(token);
      }
      return verifyAnew(token);
    },
  };
};
