import { createHash, createPrivateKey, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { AccessTokens } from '../domain/tokens.ts';

const LIFETIME_S = 600;
const AUDIENCE = 'stoa';

export interface SigningKeys {
  /** P-256 private key, PKCS #8 in PEM. */
  readonly signingKey: string;
  /** Public keys (PEM, one after the other) whose tokens may still be in use. */
  readonly previousKeys: string | undefined;
  readonly issuer: string;
}

/** Access tokens as ES256 JWTs of type `at+jwt`. Source: RFC 9068. @throws Error when a key is none of P-256. */
export const accessTokens = ({ signingKey, previousKeys = '', issuer }: SigningKeys): AccessTokens => {
  const privateKey = createPrivateKey(signingKey);
  const current = publicJwk(createPublicKey(privateKey));
  const previous = (previousKeys.match(PEM) ?? []).map((pem) => publicJwk(createPublicKey(pem)));

  return {
    keySet: { keys: [current, ...previous] },
    issue: ({ id, roles }, sessionId, at) => {
      const iat = Math.floor(at.getTime() / 1_000);
      const claims = { iss: issuer, aud: AUDIENCE, sub: id, sid: sessionId, jti: randomUUID(), roles, scope: '' };
      const token = jwt.sign({ ...claims, iat, exp: iat + LIFETIME_S }, privateKey, {
        algorithm: 'ES256',
        header: { alg: 'ES256', typ: 'at+jwt', kid: current.kid },
      });
      return { token, expiresAt: new Date((iat + LIFETIME_S) * 1_000) };
    },
  };
};

const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** The key as a JWK whose id is its thumbprint. Source: RFC 7638. */
function publicJwk(key: KeyObject) {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined)
    throw new Error('Access tokens are signed with a key on the curve P-256');
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' } as const;
}
