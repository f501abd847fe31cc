import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { keySetFrom, readKeySetBody } from '../../src/caller/key-set-from.ts';
import { signingKeys } from '../../src/caller/signing-keys.ts';
import { silent } from '../a-router.ts';
import { aSigningKey } from '../an-access-token.ts';

const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
});

const anIssuer = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closes.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
};
const [first, second] = [aSigningKey('first'), aSigningKey('second')];
const wanted = (keyId: string) => ({ keyId, algorithm: 'ES256' as const });

describe('a key set', () => {
  test('is fetched from its address', async () => {
    const url = await anIssuer((_, response) => response.end(JSON.stringify({ keys: [first.jwk] })));
    const keys = signingKeys({ fetchKeySet: keySetFrom(url), clock: { now: () => new Date() }, log: silent });
    expect((await keys.find(wanted('first')))?.equals(first.publicKey)).toBe(true);
  });

  test('that comes too slowly, from elsewhere or is too large is none', async () => {
    const slow = await anIssuer((_, response) => void response.write('{'));
    await expect(keySetFrom(slow, { timeoutMs: 50 })().then(readKeySetBody)).rejects.toThrow(/timeout/);
    const moved = await anIssuer((_, response) => response.writeHead(302, { location: slow }).end());
    await expect(keySetFrom(moved)()).rejects.toThrow();
    const large = await anIssuer((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', write);
      write();
    });
    await expect(keySetFrom(large)().then(readKeySetBody)).rejects.toThrow(/larger than/);
  });

  test('that is broken is an outage, with the status of one', async () => {
    for (const body of ['{', '[]', '{"keys":1}', 'null', JSON.stringify({ keys: Array(201).fill(first.jwk) })]) {
      const fetchKeySet = async () => new Response(body);
      const keys = signingKeys({ fetchKeySet, clock: { now: () => new Date() }, log: silent });
      await expect(keys.find(wanted('first'))).rejects.toMatchObject({ status: 503 });
    }
  });
});

describe('keys that leave the set', () => {
  const aSet = () => {
    let now = 0;
    let keySet: { keys: object[] } | undefined = { keys: [first.jwk, second.jwk] };
    let fetched = 0;
    const fetchKeySet = async () => {
      fetched += 1;
      return keySet && Response.json(keySet);
    };
    const keys = signingKeys({ fetchKeySet, clock: { now: () => new Date(now) }, log: silent, refreshSeconds: 60 });
    return {
      keys,
      pass: (ms: number) => (now += ms),
      publish: (set: typeof keySet) => (keySet = set),
      fetched: () => fetched,
      settled: () => new Promise((resolve) => setTimeout(resolve, 20)),
    };
  };

  test('are dropped at the next refresh, which nobody waits for; those that stay are the same', async () => {
    const { keys, pass, publish, settled, fetched } = aSet();
    const [one, two] = [await keys.find(wanted('first')), await keys.find(wanted('second'))];
    publish({ keys: [second.jwk] });
    pass(59_999);
    expect(keys.has(one!)).toBe(true);
    expect(fetched()).toBe(1);
    pass(1);
    expect([keys.has(one!), keys.has(one!)]).toEqual([true, true]);
    await settled();
    expect(fetched()).toBe(2);
    expect([keys.has(one!), keys.has(two!)]).toEqual([false, true]);
    expect(await keys.find(wanted('second'))).toBe(two);
  });

  test('stay while the set cannot be had, which is tried again after ten seconds', async () => {
    const { keys, pass, publish, settled, fetched } = aSet();
    const one = await keys.find(wanted('first'));
    publish(undefined);
    pass(60_000);
    keys.has(one!);
    await settled();
    pass(9_999);
    expect(await keys.find(wanted('first'))).toBe(one);
    await settled();
    expect(fetched()).toBe(2);
    pass(1);
    publish({ keys: [] });
    expect(keys.has(one!)).toBe(true);
    await settled();
    expect([fetched(), keys.has(one!)]).toEqual([3, false]);
  });
});
