import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until } from '../websocket/a-client.ts';
import { aLiveRouter, type ALiveRouter } from './a-live-router.ts';
import { TRANSPORTS, type Follower } from './followers.ts';
import { signedIn } from './requests.ts';
import { untilCounts } from './until-counts.ts';

let router: ALiveRouter;
let followers: readonly Follower[];
beforeEach(async () => {
  router = await aLiveRouter();
  followers = TRANSPORTS.map(([, follow]) => follow(router, { headers: signedIn() }));
  await areAt('PLACED');
});
afterEach(() => router.close());

const areAt = (status: string) => until(() => followers.every((follower) => follower.status() === status));

test('clients over every transport go on over another supergraph', async () => {
  for (const status of ['SHIPPED', 'DELIVERED', 'RETURNED']) {
    await router.swap({ more: () => `type Query { since${status}: ID }` });
    router.move('ord_1', status);
    await areAt(status);
  }
  await untilCounts(router, [6, 1, 2, 4]);
  expect(followers.map((follower) => follower.endedWith())).toEqual(followers.map(() => undefined));
  for (const { stop } of followers) stop();
  await untilCounts(router, [0, 0, 0, 0]);
});

test('an operation that does not fit any more ends with its code over every transport, and others go on', async () => {
  const other = TRANSPORTS[0]![1](router, {
    query: 'subscription { stockChanged(variantId: "var_1") { id } }',
    variables: {},
  });
  await until(() => other.told.length === 1);
  await router.swap({ orders: (sdl) => sdl.replace('status: String!', '') });
  await until(() => followers.every((follower) => follower.endedWith() !== undefined));
  for (const follower of followers) expect(follower.endedWith()).toEqual(['OPERATION_NO_LONGER_VALID']);
  router.shop.variants.set('var_1', { version: 2, available: 4 });
  router.events.publish('inventory', { variantIds: ['var_1'] });
  await until(() => other.told.length === 2);
  for (const { stop } of [other, ...followers]) stop();
  await untilCounts(router, [0, 0, 0, 0]);
});

test('a supergraph that will not do disturbs nobody', async () => {
  await expect(router.router.swap('type Query { broken')).rejects.toThrow();
  router.move('ord_1', 'SHIPPED');
  await areAt('SHIPPED');
});
