import type { KeyObject } from 'node:crypto';

/** Signatures with a private key that jsonwebtoken verifies. EdDSA it does not know; secrets that both sides share are no key set. */
export const TOKEN_ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
] as const;

export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

const CURVES = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' } as const;

/** RFC 7518 §3.3: shorter RSA keys must not be used. */
const SHORTEST_RSA_BITS = 2_048;

/** Whether a key is one for the algorithm: a public key is never taken for the secret of another algorithm. */
export const fitsAlgorithm = (
  { asymmetricKeyType: type, asymmetricKeyDetails: of }: KeyObject,
  algorithm: TokenAlgorithm,
): boolean => {
  if (algorithm.startsWith('ES')) return type === 'ec' && of?.namedCurve === CURVES[algorithm as keyof typeof CURVES];
  return type === 'rsa' && (of?.modulusLength ?? 0) >= SHORTEST_RSA_BITS;
};
