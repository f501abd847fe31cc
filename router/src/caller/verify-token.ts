import type { KeyObject } from 'node:crypto';
import type { Clock } from '@stoa/kernel';
import jwt, { type JwtHeader } from 'jsonwebtoken';
import { z } from 'zod';
import type { SigningKeys } from './signing-keys.ts';
import type { TokenAlgorithm } from './token-algorithms.ts';

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>;

export interface VerifiedToken {
  readonly claims: Claims;
  /** With which it was verified. */
  readonly key: KeyObject;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface TokenRules {
  /** `iss`; any when absent. */
  readonly issuer?: string | undefined;
  /** One of these is in `aud`; any when absent. */
  readonly audience?: string | readonly string[] | undefined;
  readonly algorithms: readonly TokenAlgorithm[];
  /** The header's `typ`; any when absent. */
  readonly typ?: string | undefined;
}

const claimsSchema = z.looseObject({ exp: z.number() });

/**
 * Verifies tokens with the keys of the key set alone, whatever a token's header proposes (RFC 8725). One that never expires
 * is none, nor is one with critical extensions, which jsonwebtoken would pass over.
 */
export const tokenVerifier = (
  rules: TokenRules,
  { keys, clock }: { readonly keys: SigningKeys; readonly clock: Clock },
) => {
  const { algorithms, typ } = rules;
  const verifyOptions = {
    ...(rules.issuer !== undefined && { issuer: rules.issuer }),
    ...(rules.audience !== undefined && { audience: [rules.audience].flat() as [string, ...string[]] }),
  };

  return async (token: string): Promise<VerifiedToken | undefined> => {
    const header = headerOf(token);
    const algorithm = algorithms.find((allowed) => allowed === header?.alg);
    if (!header || !algorithm || !isOfType(header, typ) || 'crit' in header) return undefined;
    const keyId: unknown = header.kid;
    if (keyId !== undefined && typeof keyId !== 'string') return undefined;
    const key = await keys.find({ keyId, algorithm });
    if (!key) return undefined;
    const clockTimestamp = Math.floor(clock.now().getTime() / 1_000);
    const claims = claimsOf(() =>
      jwt.verify(token, key, { ...verifyOptions, algorithms: [algorithm], clockTimestamp }),
    );
    return claims && { claims, key, expiresAt: claims.exp * 1_000 };
  };
};

function headerOf(token: string): JwtHeader | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

/** RFC 7515 §4.1.9: a media type, whose `application/` may be left out. */
function isOfType({ typ }: JwtHeader, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof typ === 'string' && bare(typ) === bare(wanted);
}

const bare = (type: string) => type.toLowerCase().replace(/^application\//, '');

function claimsOf(verify: () => unknown): z.infer<typeof claimsSchema> | undefined {
  try {
    return claimsSchema.safeParse(verify()).data;
  } catch (error) {
    // Its one base class: signature, audience, issuer, expiry, not yet valid.
    if (error instanceof jwt.JsonWebTokenError) return undefined;
    throw error;
  }
}
