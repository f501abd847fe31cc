import { generateKeyPairSync, sign } from 'node:crypto';

/** Whom the bench's tokens come from and whom they are for. */
export const ISSUER = 'https://bench.example';
export const AUDIENCE = 'bench';

export interface AccessTokens {
  readonly tokens: readonly string[];
  /** The JSON Web Keys that they are verified with. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

const KEY_ID = 'bench';
const TEN_YEARS_S = 10 * 365 * 24 * 3600;

/** So many different valid ES256 tokens of one fresh key. */
export const accessTokens = (count: number): AccessTokens => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const header = encode({ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID });
  const issuedAt = Math.floor(Date.now() / 1_000);
  const claims = { iss: ISSUER, aud: AUDIENCE, iat: issuedAt, exp: issuedAt + TEN_YEARS_S, roles: ['CUSTOMER'] };
  const tokens = Array.from({ length: count }, (_, n) => {
    const signed = `${header}.${encode({ ...claims, sub: `usr_bench${n}`, sid: `ses_bench${n}` })}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'ES256' };
  return { tokens, keys: [key] };
};

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
