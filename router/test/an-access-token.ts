import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** A signing key as the users domain has them, and its public half as the key set shows it. */
export const aSigningKey = (kid: string, curve = 'P-256') => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' } };
};

export interface TokenOptions {
  readonly key: { readonly kid: string; readonly privateKey: KeyObject };
  readonly claims?: object;
  readonly header?: object;
}

/** A valid token of the shopper Ann, apart from what is said otherwise. `exp` and `iat` are seconds. */
export const anAccessToken = ({ key, claims = {}, header = {} }: TokenOptions): string => {
  const now = Math.floor(Date.now() / 1_000);
  return jwt.sign(
    defined({
      iss: 'https://stoa.local',
      aud: 'stoa',
      sub: 'usr_1',
      sid: 'ses_1',
      jti: 'jti_1',
      roles: ['CUSTOMER'],
      scope: 'orders:read profile',
      iat: now,
      exp: now + 300,
      ...claims,
    }),
    key.privateKey,
    { algorithm: 'ES256', header: { alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header } },
  );
};

// A claim said to be undefined is left out.
const defined = (claims: object) =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
