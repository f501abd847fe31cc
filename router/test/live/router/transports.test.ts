import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../websocket/a-client.ts';
import { aLiveRouter, aToken, forgedToken, secondsFromNow, type ALiveRouter } from './a-live-router.ts';
import { TRANSPORTS, type Follower } from './followers.ts';
import { untilCounts } from './until-counts.ts';

let router: ALiveRouter;
beforeAll(async () => void (router = await aLiveRouter()));
beforeEach(() => router.change('ord_1', { version: 1, status: 'PLACED' }));
afterAll(() => router.close());

test('an order that is followed over every transport is read once for each change, and shown to all alike', async () => {
  const headers = { authorization: `Bearer ${aToken()}` };
  const followers = TRANSPORTS.map(([, follow]) => follow(router, { headers }));
  const areAt = (status: string) => until(() => followers.every((follower) => follower.status() === status));
  await areAt('PLACED');
  await untilCounts(router, [6, 1, 2, 4]);

  const asked = router.asked();
  router.move('ord_1', 'SHIPPED');
  await areAt('SHIPPED');
  expect(router.asked() - asked).toBe(1);
  for (const { told } of followers) expect(told.at(-1)).toEqual(followers[0]?.told.at(-1));

  for (const { stop } of followers) stop();
  await untilCounts(router, [0, 0, 0, 0]);
  router.move('ord_1', 'DELIVERED');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(router.asked() - asked).toBe(1);
});

describe.each(TRANSPORTS)('over %s', (transport, follow) => {
  const isSocket = /graphql-ws|socket/.test(transport);
  const ends = async (follower: Follower) => {
    await until(() => follower.endedWith() !== undefined);
    return JSON.stringify(follower.endedWith());
  };

  test('a token that expires ends what it was shown for', async () => {
    const exp = Math.floor(router.now() / 1_000) + 60;
    const follower = follow(router, { headers: { authorization: `Bearer ${aToken({ exp })}` } });
    await until(() => follower.told.length === 1);
    router.pass(61_000);
    expect(await ends(follower)).toContain(isSocket ? '4403' : 'TOKEN_EXPIRED');
    follower.stop();
    await untilCounts(router, [0, 0, 0, 0]);
  });

  test('a token that does not hold is refused, and nothing is read', async () => {
    const asked = router.asked();
    const tokens = [
      forgedToken(),
      aToken({ exp: secondsFromNow(-60) }),
      aToken({ iss: 'https://evil.example' }),
      aToken({ aud: 'another' }),
      'no token at all',
    ];
    const followers = tokens.map((token) => follow(router, { headers: { authorization: `Bearer ${token}` } }));
    for (const follower of followers) {
      expect(await ends(follower)).toMatch(isSocket ? /4403/ : /UNAUTHENTICATED/);
      expect(follower.told).toEqual([]);
      follower.stop();
    }
    expect(router.asked()).toBe(asked);
  });

  test('a guest follows an order by its token, and nobody without', async () => {
    const link = 'the-link-of-a-guests-order';
    router.change('ord_1', { version: 1, access: createHash('sha256').update(link).digest('hex') });
    const guest = follow(router, { headers: { 'x-order-token': link } });
    const strangers = [follow(router, { headers: { 'x-order-token': `not-${link}` } }), follow(router)];
    await until(() => guest.status() === 'PLACED');
    for (const one of strangers) expect(await ends(one)).toContain('NOT_FOUND');
    router.move('ord_1', 'SHIPPED');
    await until(() => guest.status() === 'SHIPPED');
    for (const one of [guest, ...strangers]) one.stop();
  });
});

test('no log line has a token', () => {
  expect(JSON.stringify(router.lines)).not.toContain('eyJ');
});
