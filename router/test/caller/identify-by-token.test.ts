import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import jwt, { type Algorithm } from 'jsonwebtoken';
import { identifyByToken } from '../../src/caller/identify-by-token.ts';
import { tokenAuthentication } from '../../src/caller/token-authentication.ts';
import { silent } from '../a-router.ts';

/** The headers as they came, names and values in turn, and as Node joins them. */
const aRequest = (headers: Readonly<Record<string, string | readonly string[]>>) =>
  ({
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    rawHeaders: Object.entries(headers).flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one])),
  }) as unknown as IncomingMessage;

const NOW = Date.parse('2026-11-24T12:00:00Z');
const seconds = NOW / 1_000;

const ecKey = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve });
const rsaKey = (modulusLength = 2_048) => generateKeyPairSync('rsa', { modulusLength });
const jwkOf = (publicKey: KeyObject, more: object = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid: 'k',
  ...more,
});
const ec = ecKey();

interface Signing {
  readonly key?: KeyObject;
  readonly algorithm?: Algorithm;
  readonly claims?: object;
  readonly header?: object;
}

const aToken = ({ key = ec.privateKey, algorithm = 'ES256', claims = {}, header = {} }: Signing = {}) =>
  jwt.sign({ sub: 'ann', iat: seconds, exp: seconds + 300, ...claims }, key, {
    header: { alg: algorithm, kid: 'k', ...header },
    algorithm,
  });

const identify = (configuration: object, now = () => NOW) => {
  const parsed = tokenAuthentication.parse({ keySet: { keys: [jwkOf(ec.publicKey)] }, ...configuration });
  const by = identifyByToken(parsed, { clock: { now: () => new Date(now()) }, log: silent });
  return async (headers: Readonly<Record<string, string | string[]>>) => {
    return (await by(aRequest(headers))).identity;
  };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const INVALID = { status: 401, headers: { 'www-authenticate': 'Bearer realm="stoa", error="invalid_token"' } };

describe('somebody with a token', () => {
  test('has the scopes and policies that it claims, as words or as a list', async () => {
    const claims = { scope: ' a  b ', roles: ['P', 1, 'Q'] };
    expect(await identify({ policiesClaim: 'roles' })(bearer(aToken({ claims })))).toMatchObject({
      isAuthenticated: true,
      scopes: ['a', 'b'],
      policies: ['P', 'Q'],
    });
    expect(await identify({ scopesClaim: 'roles', policiesClaim: 'scope' })(bearer(aToken({ claims })))).toMatchObject({
      scopes: ['P', 'Q'],
      policies: ['a', 'b'],
    });
    const none = await identify({ scopesClaim: 'constructor', policiesClaim: '__proto__' })(bearer(aToken({ claims })));
    expect(none).toMatchObject({ scopes: [], policies: [] });
  });

  test('stays the same with the next token and is another with other claims', async () => {
    const who = identify({});
    const keyOf = async (claims: object) => (await who(bearer(aToken({ claims })))).key;
    expect(await keyOf({ jti: '1' })).toBe(await keyOf({ jti: '2', exp: seconds + 100 }));
    expect(await keyOf({ sub: 'bob' })).not.toBe(await keyOf({}));
    expect(await keyOf({ tenant: 't' })).not.toBe(await keyOf({}));
  });

  test('is known at once when the token was seen before', async () => {
    const by = identifyByToken(tokenAuthentication.parse({ keySet: { keys: [jwkOf(ec.publicKey)] } }), {
      clock: { now: () => new Date(NOW) },
      log: silent,
    });
    const request = aRequest({ authorization: `Bearer ${aToken()}` });
    const first = await by(request);
    expect(by(request)).toBe(first);
  });

  test('is known until it expires and no longer', async () => {
    let now = NOW;
    const who = identify({}, () => now);
    const token = bearer(aToken());
    await who(token);
    now += 299_000;
    expect(await who(token)).toMatchObject({ isAuthenticated: true });
    now += 1_000;
    await expect(who(token)).rejects.toMatchObject(INVALID);
  });
});

describe('somebody without one', () => {
  test('is nobody, or is turned away where one is required', async () => {
    expect(await identify({})({})).toEqual({ key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] });
    await expect(identify({ isRequired: true })({})).rejects.toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="stoa"' },
    });
  });

  test('but with something else in its place is turned away', async () => {
    for (const authorization of ['', 'Basic YTpi', 'Bearer', 'Bearer x', `Bearer ${'x'.repeat(8_193)}`, aToken()])
      await expect(identify({})({ authorization })).rejects.toMatchObject(INVALID);
    await expect(identify({})({ authorization: ['Bearer a', 'Bearer b'] })).rejects.toMatchObject({ status: 400 });
  });

  test('has it in a header of another name, alone or after Bearer', async () => {
    const who = identify({ header: 'X-Token' });
    for (const value of [aToken(), `bearer ${aToken()}`])
      expect(await who({ 'x-token': value })).toMatchObject({ isAuthenticated: true });
    expect(await who(bearer(aToken()))).toMatchObject({ isAuthenticated: false });
  });
});

describe('a token is refused', () => {
  const refused = (token: string, configuration: object = {}) =>
    expect(identify(configuration)(bearer(token))).rejects.toMatchObject(INVALID);
  const unsigned = (header: object, claims: object = { sub: 'ann', exp: seconds + 300 }) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

  test('that is signed with another key or not at all', async () => {
    await refused(aToken({ key: ecKey().privateKey }));
    await refused(`${unsigned({ alg: 'none', kid: 'k' })}.`);
    await refused(aToken().replace(/\.[^.]*$/, '.'));
  });

  test('that takes the public key for a secret', async () => {
    const text = unsigned({ alg: 'HS256', kid: 'k' });
    for (const secret of [ec.publicKey.export({ type: 'spki', format: 'pem' }), JSON.stringify(jwkOf(ec.publicKey))])
      await refused(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`);
  });

  test('whose algorithm is not allowed, or not the key’s', async () => {
    const rsa = rsaKey();
    const keySet = { keys: [jwkOf(rsa.publicKey)] };
    const token = (algorithm: Algorithm) => aToken({ key: rsa.privateKey, algorithm });
    await refused(token('RS256'), { keySet: { keys: [...keySet.keys, jwkOf(ec.publicKey)] } });
    const who = identify({ keySet, algorithms: ['RS256', 'PS256'] });
    for (const algorithm of ['RS256', 'PS256'] as const)
      expect(await who(bearer(token(algorithm)))).toMatchObject({ isAuthenticated: true });
    await refused(token('RS256'), {
      keySet: { keys: [jwkOf(rsa.publicKey, { alg: 'PS256' })] },
      algorithms: ['RS256', 'PS256'],
    });
    await refused(aToken({ header: { kid: 'k' } }), { keySet, algorithms: ['RS256', 'ES256'] });
    const other = ecKey('P-384');
    await refused(aToken({ key: ec.privateKey }), {
      keySet: { keys: [jwkOf(other.publicKey)] },
      algorithms: ['ES256', 'ES384'],
    });
    expect(
      await identify({ keySet: { keys: [jwkOf(other.publicKey)] }, algorithms: ['ES384'] })(
        bearer(aToken({ key: other.privateKey, algorithm: 'ES384' })),
      ),
    ).toMatchObject({ isAuthenticated: true });
  });

  test('of another issuer, for another audience or of another type', async () => {
    const claims = { iss: 'us', aud: ['x', 'them'] };
    const rules = { issuer: 'us', audience: ['them', 'others'], typ: 'at+jwt' };
    const header = { typ: 'application/AT+JWT' };
    expect(await identify(rules)(bearer(aToken({ claims, header })))).toMatchObject({ isAuthenticated: true });
    await refused(aToken({ claims, header: { typ: 'JWT' } }), rules);
    await refused(aToken({ claims: { ...claims, iss: 'them' }, header }), rules);
    await refused(aToken({ claims: { ...claims, aud: 'x' }, header }), rules);
    await refused(aToken({ claims: {}, header }), rules);
  });

  test('that is longer than 8,192 characters', async () => {
    const padded = (length: number) => aToken({ claims: { pad: 'x'.repeat(length) } });
    expect(await identify({})(bearer(padded(5_000)))).toMatchObject({ isAuthenticated: true });
    await refused(padded(6_500));
  });

  test('that never expires, is not yet valid, or has extensions that must be understood', async () => {
    await refused(jwt.sign({ sub: 'ann' }, ec.privateKey, { algorithm: 'ES256', keyid: 'k' }));
    await refused(aToken({ claims: { nbf: seconds + 10 } }));
    await refused(aToken({ header: { crit: ['b64'] } }));
    await refused(aToken({ header: { kid: 7 } }));
  });

  test('without the id of a key unless only one key can be meant', async () => {
    const token = () => aToken({ header: { kid: undefined } });
    const rsa = jwkOf(rsaKey().publicKey, { kid: 'r' });
    expect(await identify({ keySet: { keys: [jwkOf(ec.publicKey), rsa] } })(bearer(token()))).toMatchObject({
      isAuthenticated: true,
    });
    await refused(token(), { keySet: { keys: [jwkOf(ec.publicKey), jwkOf(ecKey().publicKey, { kid: 'l' })] } });
    await refused(aToken({ header: { kid: 'constructor' } }));
  });
});

describe('the configuration', () => {
  const fault = (of: object) =>
    tokenAuthentication
      .safeParse({ keySet: { url: 'https://a/jwks' }, ...of })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  test('says that EdDSA is not to be had, nor secrets', () => {
    expect(fault({ algorithms: ['EdDSA'] })).toEqual([
      'algorithms.0: EdDSA is not supported: jsonwebtoken does not verify it',
    ]);
    for (const algorithm of ['HS256', 'none'])
      expect(fault({ algorithms: [algorithm] })?.[0]).toMatch(/^algorithms.0: not one of ES256/);
    expect(fault({ algorithms: [] })).toHaveLength(1);
    expect(fault({})).toBeUndefined();
  });

  test('has keys of which one at least is of use', () => {
    expect(() => identify({ algorithms: ['RS256'] })).toThrow('None of the given keys is one for RS256');
    expect(() => identify({ algorithms: ['RS256'], keySet: { keys: [jwkOf(rsaKey(1_024).publicKey)] } })).toThrow(
      /None/,
    );
    expect(() => identify({ keySet: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'k', alg: 'HS256' }] } })).toThrow(/None/);
    expect(() => identify({ keySet: { keys: [jwkOf(ec.publicKey, { key_ops: ['sign'] })] } })).toThrow(/None/);
  });
});
