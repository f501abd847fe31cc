import type { Caller, Clock, Role } from '@stoa/kernel';
import { z } from 'zod';
import type { SigningKeys } from './signing-keys.ts';
import { verifiedTokens } from './verified-tokens.ts';
import { tokenVerifier, type Claims } from './verify-token.ts';

export type User = NonNullable<Caller['user']>;

/** Somebody who showed a token. */
export interface SignedIn {
  readonly user: User;
  /** When the token does not hold any more, milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface AccessTokensOptions {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly issuer: string;
  readonly audience: string;
}

const ROLES: readonly Role[] = ['CUSTOMER', 'SUPPORT', 'ADMIN'];

const claimsSchema = z.object({
  sub: z.templateLiteral(['usr_', z.string().min(1)]),
  sid: z.string().min(1),
  exp: z.number().int(),
  roles: z.array(z.enum(ROLES as [Role, ...Role[]])),
  scope: z.string().default(''),
});

/** Stoa's own access tokens (RFC 9068): ES256 and `at+jwt` alone. */
export const accessTokens = ({ keys, clock, issuer, audience }: AccessTokensOptions) => {
  const verify = tokenVerifier({ issuer, audience, algorithms: ['ES256'], typ: 'at+jwt' }, { keys, clock });
  const { whoBy } = verifiedTokens({ verify, read: signedInBy, keys, clock });
  return {
    /**
     * Who shows a token, or undefined for one that is forged, foreign, malformed or expired; at once for a token that is
     * known. @throws Refusal, 503, when no keys can be had.
     */
    signedInBy: whoBy,
  };
};

function signedInBy(given: Claims): SignedIn | undefined {
  const claims = claimsSchema.safeParse(given).data;
  if (!claims) return undefined;
  const user = { id: claims.sub, sessionId: claims.sid, roles: claims.roles, scopes: words(claims.scope) };
  return { user, expiresAt: claims.exp * 1_000 };
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');
