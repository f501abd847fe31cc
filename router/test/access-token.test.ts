import { describe, expect, test } from '@jest/globals';
import { accessTokens } from '../src/caller/access-token.ts';
import { boundedCache } from '../src/caller/bounded-cache.ts';
import { signingKeys } from '../src/caller/signing-keys.ts';
import { silent } from './a-router.ts';
import { anAccessToken, aSigningKey } from './an-access-token.ts';

const [first, second] = [aSigningKey('first'), aSigningKey('second')];

const aVerifier = () => {
  let now = Date.now();
  let keySet: { keys: object[] } | undefined = { keys: [first.jwk] };
  let fetched = 0;
  const clock = { now: () => new Date(now) };
  const fetchKeySet = async () => {
    fetched += 1;
    return keySet && Response.json(keySet);
  };
  const keys = signingKeys({ fetchKeySet, clock, log: silent });
  return {
    ...accessTokens({ keys, clock, issuer: 'https://stoa.local', audience: 'stoa' }),
    pass: (ms: number) => (now += ms),
    publish: (set: typeof keySet) => (keySet = set),
    fetched: () => fetched,
  };
};

describe('signing keys', () => {
  test('are fetched once for many tokens at once', async () => {
    const { signedInBy, fetched } = aVerifier();
    await Promise.all([1, 2, 3].map(async (n) => signedInBy(anAccessToken({ key: first, claims: { jti: `${n}` } }))));
    expect(fetched()).toBe(1);
  });

  test('are fetched again for a key nobody knows, once in ten seconds', async () => {
    const { signedInBy, pass, publish, fetched } = aVerifier();
    await signedInBy(anAccessToken({ key: first }));
    publish({ keys: [first.jwk, second.jwk] });
    expect(await signedInBy(anAccessToken({ key: second }))).toBeUndefined();
    expect(fetched()).toBe(1);
    pass(10_000);
    expect(await signedInBy(anAccessToken({ key: second }))).toMatchObject({ user: { id: 'usr_1' } });
    for (const kid of ['a', 'b', 'c']) await signedInBy(anAccessToken({ key: { ...second, kid } }));
    expect(fetched()).toBe(2);
  });

  test('that cannot be had are an outage, not a bad token, and are asked for again', async () => {
    const { signedInBy, publish } = aVerifier();
    publish(undefined);
    await expect(signedInBy(anAccessToken({ key: first }))).rejects.toThrow(/key set/);
    publish({ keys: [first.jwk] });
    expect(await signedInBy(anAccessToken({ key: first }))).toMatchObject({ user: { id: 'usr_1' } });
  });

  test('that are asked for in vain are an outage for unknown keys alone, and are left alone for ten seconds', async () => {
    const { signedInBy, pass, publish, fetched } = aVerifier();
    await signedInBy(anAccessToken({ key: first }));
    publish(undefined);
    pass(10_000);
    for (const kid of ['a', 'b', 'c'])
      await expect(signedInBy(anAccessToken({ key: { ...second, kid } }))).rejects.toThrow(/key set/);
    expect(fetched()).toBe(2);
    expect(await signedInBy(anAccessToken({ key: first, claims: { jti: 'other' } }))).toMatchObject({
      user: { id: 'usr_1' },
    });
  });

  test('of another kind or for another use are passed over', async () => {
    const { signedInBy, publish } = aVerifier();
    const weak = aSigningKey('weak', 'secp256k1');
    publish({ keys: [weak.jwk, { ...first.jwk, use: 'enc' }, { kid: 'odd', kty: 'EC', crv: 'P-256' }, second.jwk] });
    expect(await signedInBy(anAccessToken({ key: first }))).toBeUndefined();
    expect(await signedInBy(anAccessToken({ key: second }))).toMatchObject({ user: { id: 'usr_1' } });
  });
});

test('a remembered token ends when it expires', async () => {
  const { signedInBy, pass } = aVerifier();
  const token = anAccessToken({ key: first });
  expect(await signedInBy(token)).toMatchObject({ user: { sessionId: 'ses_1' } });
  pass(299_000);
  expect(await signedInBy(token)).toMatchObject({ user: { sessionId: 'ses_1' } });
  pass(2_000);
  expect(await signedInBy(token)).toBeUndefined();
});

test('a bounded cache forgets what was not used for the longest time', () => {
  const cache = boundedCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

test('a bounded cache keeps no more characters of keys than it may', () => {
  const cache = boundedCache<number>(10, 5);
  cache.set('aa', 1);
  cache.set('bb', 2);
  cache.set('aa', 3);
  cache.set('cc', 4);
  expect([cache.get('aa'), cache.get('bb'), cache.get('cc')]).toEqual([3, undefined, 4]);
  cache.set('too long', 5);
  expect([cache.get('aa'), cache.get('too long')]).toEqual([undefined, undefined]);
  cache.set('d', 6);
  expect(cache.delete('d')).toBe(true);
});

test('a remembered token ends when its key has left the set', async () => {
  const { signedInBy, pass, publish } = aVerifier();
  const token = anAccessToken({ key: first, claims: { exp: Math.floor(Date.now() / 1_000) + 3_600 } });
  expect(await signedInBy(token)).toMatchObject({ user: { id: 'usr_1' } });
  publish({ keys: [second.jwk] });
  pass(300_000);
  await signedInBy(token);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await signedInBy(token)).toBeUndefined();
});
