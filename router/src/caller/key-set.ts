import { createPublicKey, type KeyObject, type webcrypto } from 'node:crypto';
import type { Log } from '@stoa/platform';
import { z } from 'zod';
import { fitsAlgorithm, type TokenAlgorithm } from './token-algorithms.ts';

/** A JSON Web Key Set, RFC 7517. */
export interface KeySet {
  /** The key that a token's header means: by its id, or without one the only key for the algorithm. */
  readonly find: (wanted: WantedKey) => KeyObject | undefined;
  readonly has: (key: KeyObject) => boolean;
  /** Whether any key is one for the algorithm. */
  readonly hasFor: (algorithm: TokenAlgorithm) => boolean;
}

export interface WantedKey {
  readonly keyId: string | undefined;
  readonly algorithm: TokenAlgorithm;
}

interface ListedKey {
  readonly keyId: string | undefined;
  readonly algorithm: string | undefined;
  readonly key: KeyObject;
  /** The JWK as text. */
  readonly source: string;
}

const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(200) });

const jwkSchema = z.looseObject({
  // Never `oct`: a secret in a public set is none.
  kty: z.enum(['EC', 'RSA']),
  kid: z.string().optional(),
  alg: z.string().optional(),
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
});

/** Keys that stay the same between two readings of the set stay the same object. Those for another use are passed over. */
export const keySetReader = (log: Log): ((set: unknown) => KeySet) => {
  let known: readonly ListedKey[] = [];
  return (set) => {
    const listed = keySetSchema.safeParse(set);
    if (!listed.success) throw new Error('The key set has no keys');
    known = listed.data.keys.flatMap((jwk) => {
      const source = JSON.stringify(jwk);
      const key = known.find((one) => one.source === source) ?? readKey(jwk, source, log);
      return key ? [key] : [];
    });
    return keySetOf(known);
  };
};

function readKey(listed: Readonly<Record<string, unknown>>, source: string, log: Log): ListedKey | undefined {
  const jwk = jwkSchema.safeParse(listed);
  if (!jwk.success) return undefined;
  const { kid, alg } = jwk.data;
  try {
    return {
      keyId: kid,
      algorithm: alg,
      key: createPublicKey({ key: jwk.data as webcrypto.JsonWebKey, format: 'jwk' }),
      source,
    };
  } catch (error) {
    log.warn({ err: error, kid }, 'a key of the key set cannot be read');
    return undefined;
  }
}

function keySetOf(listed: readonly ListedKey[]): KeySet {
  const keys = new Set(listed.map(({ key }) => key));
  const fitting = (algorithm: TokenAlgorithm) =>
    listed.filter((one) => (one.algorithm ?? algorithm) === algorithm && fitsAlgorithm(one.key, algorithm));
  return {
    find: ({ keyId, algorithm }) => {
      const possible = fitting(algorithm);
      if (keyId === undefined) return possible.length === 1 ? possible[0]?.key : undefined;
      return possible.find((one) => one.keyId === keyId)?.key;
    },
    has: (key) => keys.has(key),
    hasFor: (algorithm) => fitting(algorithm).length > 0,
  };
}
