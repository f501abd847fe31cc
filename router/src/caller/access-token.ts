import { createHash } from 'node:crypto';
import type { Caller, Clock, Role } from '@stoa/kernel';
import jwt, { type JwtHeader } from 'jsonwebtoken';
import { z } from 'zod';
import { boundedCache } from './bounded-cache.ts';
import type { SigningKeys } from './signing-keys.ts';

export type User = NonNullable<Caller['user']>;

export interface AccessTokensOptions {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly issuer: string;
  readonly audience: string;
}

const REMEMBERED = 10_000;
const LONGEST = 8_192;
const ROLES: readonly Role[] = ['CUSTOMER', 'SUPPORT', 'ADMIN'];

const claimsSchema = z.object({
  sub: z.templateLiteral(['usr_', z.string().min(1)]),
  sid: z.string().min(1),
  exp: z.number().int(),
  roles: z.array(z.enum(ROLES as [Role, ...Role[]])),
  scope: z.string().default(''),
});

/**
 * Verifies access tokens: ES256 and `at+jwt` alone, with the keys of the key set alone, whatever a token's header proposes.
 * A verified one (69 µs) is remembered by its hash until it expires.
 */
export const accessTokens = ({ keys, clock, issuer, audience }: AccessTokensOptions) => {
  const verified = boundedCache<{ readonly user: User; readonly expiresAt: number }>(REMEMBERED);

  const verify = async (token: string, now: number) => {
    const header = headerOf(token);
    if (header?.alg !== 'ES256' || header.typ !== 'at+jwt' || typeof header.kid !== 'string') return undefined;
    const key = await keys.find(header.kid);
    if (!key) return undefined;
    const claims = claimsOf(() =>
      jwt.verify(token, key, { algorithms: ['ES256'], issuer, audience, clockTimestamp: Math.floor(now / 1_000) }),
    );
    if (!claims) return undefined;
    const user: User = { id: claims.sub, sessionId: claims.sid, roles: claims.roles, scopes: words(claims.scope) };
    return { user, expiresAt: claims.exp * 1_000 };
  };

  return {
    /** The user of a token, or undefined for one that is forged, foreign, malformed or expired. @throws when no keys can be had. */
    userOf: async (token: string): Promise<User | undefined> => {
      if (token.length > LONGEST) return undefined;
      const now = clock.now().getTime();
      const hash = createHash('sha256').update(token).digest('base64url');
      const known = verified.get(hash) ?? (await verify(token, now));
      if (!known) return undefined;
      if (known.expiresAt <= now) {
        verified.delete(hash);
        return undefined;
      }
      verified.set(hash, known);
      return known.user;
    },
  };
};

function headerOf(token: string): JwtHeader | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

function claimsOf(verify: () => unknown): z.infer<typeof claimsSchema> | undefined {
  try {
    return claimsSchema.safeParse(verify()).data;
  } catch (error) {
    // Its one base class: signature, audience, issuer, expiry, not yet valid.
    if (error instanceof jwt.JsonWebTokenError) return undefined;
    throw error;
  }
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');
