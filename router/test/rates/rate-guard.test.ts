import { describe, expect, jest, test } from '@jest/globals';
import { createLog } from '@stoa/platform';
import { DEFAULT_RATES } from '../../src/rates/default-rates.ts';
import { memoryRateStore } from '../../src/rates/memory-rate-store.ts';
import { rateGuard, type Rated } from '../../src/rates/rate-guard.ts';
import type { RateStore } from '../../src/rates/rate-store.ts';
import { ratesSchema } from '../../src/rates/rates.ts';
import { anIdentity, anOperation } from './an-operation.ts';
import { fragmentBomb } from '../limits/counted-reads.ts';

const log = createLog({ level: 'silent' });
const SIGN_IN = 'mutation Sign($input: SessionStartInput!) { sessionStart(input: $input) { accessToken } }';

type Asked = Partial<Omit<Rated, 'client'>> & { readonly from?: string; readonly as?: string; readonly query?: string };

const guarding = (rates: unknown, store: RateStore = memoryRateStore()) => {
  const guard = rateGuard({ rates: ratesSchema.parse(rates), store, log });
  return ({ query = SIGN_IN, cost = 1, variables = {}, from = '192.0.2.1', as = '' }: Asked = {}) =>
    guard({
      operation: anOperation(query),
      variables,
      cost,
      client: { identity: anIdentity(as), clientAddress: from },
    });
};

const email = (address: string) => ({ input: { email: address, password: 'x' } });

describe('a rate of root fields', () => {
  const twice = { rootFields: [{ fields: ['sessionStart'], per: 'address', points: 2, windowSeconds: 60 }] };

  test('refuses what is too much, and says when to come back', async () => {
    const ask = guarding(twice);
    expect([await ask(), await ask()]).toEqual([undefined, undefined]);
    expect(await ask()).toEqual({
      status: 429,
      headers: {
        'retry-after': '60',
        'ratelimit-limit': '2',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '60',
      },
      error: {
        message: 'Too much in too short a time. Try again in 60 s.',
        extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 60 },
      },
    });
  });

  test.each([
    ['another name of the operation', 'mutation Other { sessionStart { accessToken } }'],
    ['an alias', 'mutation { me: sessionStart { accessToken } }'],
    ['a fragment', 'mutation { ...F } fragment F on Mutation { ... { sessionStart { accessToken } } }'],
    ['a field that variables may skip', 'mutation ($a: Boolean!) { sessionStart @skip(if: $a) { accessToken } }'],
  ])('is not evaded by %s', async (_, query) => {
    const ask = guarding(twice);
    await ask();
    await ask();
    expect(await ask({ query })).toMatchObject({ status: 429 });
  });

  test('counts every alias of one operation', async () => {
    const aliases = (n: number) => ({
      query: `mutation { ${Array.from({ length: n }, (_, i) => `a${i}: sessionStart { accessToken }`).join(' ')} }`,
    });
    expect(await guarding(twice)(aliases(2))).toBeUndefined();
    expect(await guarding(twice)(aliases(3))).toMatchObject({ status: 429 });
    const spread = 'mutation { ...F ...F ...F } fragment F on Mutation { sessionStart { accessToken } }';
    expect(await guarding(twice)({ query: spread })).toMatchObject({ status: 429 });
    const bomb = `mutation { ...F0 } ${fragmentBomb(60, 'sessionStart { accessToken }', 'Mutation')}`;
    expect(await guarding(twice)({ query: bomb })).toMatchObject({ status: 429 });
  });

  test('is of the address, whoever is signed in', async () => {
    const ask = guarding(twice);
    await ask({ as: 'ada' });
    await ask({ as: 'bob' });
    expect(await ask({ as: 'cleo' })).toMatchObject({ status: 429 });
    expect(await ask({ from: '192.0.2.2' })).toBeUndefined();
  });

  test('is of the client where it says so', async () => {
    const ask = guarding({ rootFields: [{ ...twice.rootFields[0], per: 'client' }] });
    await ask({ as: 'ada' });
    await ask({ as: 'ada', from: '192.0.2.2' });
    expect(await ask({ as: 'ada', from: '192.0.2.3' })).toMatchObject({ status: 429 });
    expect(await ask({ as: 'bob' })).toBeUndefined();
  });

  test('takes a whole network of IPv6 for one address', async () => {
    const ask = guarding(twice);
    await ask({ from: '2001:db8::1' });
    await ask({ from: '2001:db8:0:0:ffff::2' });
    expect(await ask({ from: '2001:0db8:0000:0::3' })).toMatchObject({ status: 429 });
    expect(await ask({ from: '2001:db8:0:1::1' })).toBeUndefined();
  });

  test('leaves other operations alone, at once', () => {
    const ask = guarding(twice);
    expect(ask({ query: '{ sessionStart: me { id } }' })).toBeUndefined();
    expect(ask({ query: 'query sessionStart { me { id } }' })).toBeUndefined();
  });
});

describe('a rate of an argument', () => {
  const perEmail = {
    rootFields: [{ fields: ['sessionStart'], per: { argument: 'input.email' }, points: 2, windowSeconds: 60 }],
  };

  test('follows the value from wherever it comes, its capitals aside', async () => {
    const ask = guarding(perEmail);
    await ask({ variables: email('ada@example.com'), from: '192.0.2.1' });
    await ask({ variables: email(' ADA@example.com'), from: '192.0.2.2' });
    expect(await ask({ variables: email('bob@example.com') })).toBeUndefined();
    const literal = 'mutation { x: sessionStart(input: { email: "Ada@Example.com", password: "y" }) { accessToken } }';
    expect(await ask({ query: literal, from: '192.0.2.3' })).toMatchObject({ status: 429 });
  });

  test('counts each time that a fragment with it is spread', async () => {
    const query =
      'mutation { ...F ...F ...F } fragment F on Mutation { sessionStart(input: { email: "a@b.c" }) { accessToken } }';
    expect(await guarding(perEmail)({ query })).toMatchObject({ status: 429 });
  });

  test('tells a store neither the value nor anything as long', async () => {
    const keys: string[] = [];
    const store: RateStore = {
      take: (key) => {
        keys.push(key);
        return Promise.resolve({ isAllowed: true, remaining: 1, resetMs: 1 });
      },
    };
    await guarding(perEmail, store)({ variables: email(`ada@${'x'.repeat(10_000)}.com`) });
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toContain('ada');
    expect(keys[0]?.length).toBeLessThan(200);
  });

  test('takes nothing where there is no value', async () => {
    const ask = guarding(perEmail);
    for (const variables of [{}, { input: null }, { input: { email: {} } }, { input: [] }])
      for (let n = 0; n < 3; n += 1) expect(await ask({ variables })).toBeUndefined();
  });
});

test('a rate of operations goes by their names, for each client', async () => {
  const ask = guarding({ operations: [{ names: ['Report'], points: 1, windowSeconds: 60 }] });
  const query = 'query Report { me { id } }';
  expect(await ask({ query })).toBeUndefined();
  expect(await ask({ query })).toMatchObject({ status: 429 });
  expect(await ask({ query, as: 'ada' })).toBeUndefined();
  expect(ask({ query: 'query Other { me { id } }' })).toBeUndefined();
});

test('the rate of clients takes what operations cost, one point at least', async () => {
  const ask = guarding({ client: { points: 100, windowSeconds: 60 } });
  expect(await ask({ cost: 98 })).toBeUndefined();
  expect(await ask({ cost: 0 })).toBeUndefined();
  expect(await ask({ cost: 0.5 })).toBeUndefined();
  expect(await ask({ cost: 0 })).toMatchObject({ status: 429, headers: { 'ratelimit-limit': '100' } });
  expect(await ask({ as: 'ada' })).toBeUndefined();
});

test('of several rates that are over the longest wait is told', async () => {
  const ask = guarding({
    client: { points: 1, windowSeconds: 10 },
    rootFields: [{ fields: ['sessionStart'], per: 'address', points: 1, windowSeconds: 100 }],
  });
  await ask();
  expect(await ask()).toMatchObject({ headers: { 'retry-after': '100' } });
});

test('one second is the least that anybody is asked to wait', async () => {
  const store: RateStore = { take: () => Promise.resolve({ isAllowed: false, remaining: 0, resetMs: 0 }) };
  expect(await guarding(DEFAULT_RATES, store)({ variables: email('a') })).toMatchObject({
    headers: { 'retry-after': '1' },
  });
});

describe('a store that', () => {
  const fails: readonly (readonly [string, RateStore['take']])[] = [
    ['rejects', () => Promise.reject(new Error('gone'))],
    [
      'throws',
      () => {
        throw new Error('gone');
      },
    ],
    ['never answers', () => new Promise(() => {})],
  ];
  test.each(fails)('%s lets everybody through and is logged once', async (_, take) => {
    const error = jest.fn();
    const guard = rateGuard({ rates: DEFAULT_RATES, store: { take }, log: { ...log, child: () => log, error } });
    const rated: Rated = {
      operation: anOperation(SIGN_IN),
      variables: email('ada@example.com'),
      cost: 1,
      client: { identity: anIdentity(), clientAddress: '192.0.2.1' },
    };
    expect(await guard(rated)).toBeUndefined();
    expect(await guard(rated)).toBeUndefined();
    expect(error).toHaveBeenCalledTimes(1);
  });
});
