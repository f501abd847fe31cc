import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeBrokerAway } from '../harness/broker-outage.ts';
import type { LiveAnswer } from '../harness/followed.ts';
import { overMultipart } from '../harness/live-clients.ts';
import { stoaCluster, type StoaCluster } from '../harness/stoa-cluster.ts';
import { brokerOfRun } from '../harness/stoa-process.ts';
import { until } from '../harness/until.ts';
import { aLiveWorld, type LiveWorld } from '../live-order/a-live-world.ts';
import { liveOrderStory } from '../live-order/a-live-order.ts';
import { TRACK_ORDER } from '../live-order/documents.ts';
import { aFollowedOrder, type FollowedOrder } from './a-followed-order.ts';
import { crowdTails } from './crowded-tails.ts';

const START_MS = 90_000;
/** For a fault and what follows from it on a busy machine. */
const FAULT_MS = 120_000;
/** Kafka takes the rest of 20 s, and more, to start. */
const AWAY_MS = brokerOfRun() === 'kafka' ? 15_000 : 20_000;

let stoa: StoaCluster;
let world: LiveWorld;
beforeAll(async () => {
  stoa = await stoaCluster();
  await stoa.start();
  world = await aLiveWorld(stoa);
}, START_MS);
afterAll(() => stoa.destroy());

liveOrderStory('a live order in nine processes', () => Promise.resolve(world));

describe(`an order that is followed, on ${brokerOfRun()}`, () => {
  let here: string;
  let there: string;
  let order: FollowedOrder;

  beforeAll(async () => {
    await stoa.otherRouter.start();
    [here, there] = [stoa.router.url, stoa.otherRouter.url];
  }, START_MS);
  beforeEach(async () => void (order = await aFollowedOrder(world, stoa)), START_MS);
  afterEach(() => order.close());

  test('is seen the same at two routers', async () => {
    const followers = [order.at(here), order.at(there)];
    for (const one of followers) await order.showsTheSame(one);
    for (let moved = 0; moved < 5; moved += 1) {
      await order.move();
      for (const one of followers) await order.showsTheSame(one);
    }
    // States between two reads may be skipped: what was shown last of each version is the same.
    const [one, other] = followers.map(({ followed }) =>
      Object.fromEntries(followed.answers.map((answer) => [answer.data?.['orderUpdated'].version, answer])),
    );
    expect(one).toEqual(other);
  });

  test(
    'is shown as it came to be by clients whose router was killed',
    async () => {
      const [faithful, moving] = [order.at(here), order.at(here, there)];
      const all = [faithful, moving, order.streamedAt(here), order.streamedAt(here, there)];
      for (const one of all) await order.showsTheSame(one);
      expect(await stoa.router.end('SIGKILL')).toBe('SIGKILL');
      await order.move();
      await order.showsTheSame(moving);
      await order.move();
      await order.showsTheSame(moving);
      await stoa.router.start();
      for (const one of all) await order.showsTheSame(one);
      expect(faithful.client.closings[0]).toBe(1006);
      await order.move();
      for (const one of all) await order.showsTheSame(one);
    },
    FAULT_MS,
  );

  test(
    'is followed on at a router beside which another one is started again',
    async () => {
      const [staying, moving] = [order.at(here), order.at(there)];
      for (const one of [staying, moving]) await order.showsTheSame(one);
      expect(await stoa.otherRouter.end('SIGTERM')).toBe(0);
      await order.move(here);
      await staying.followed.shows('it packed', ({ shipments }) => shipments.length === 1);
      await stoa.otherRouter.start();
      for (const one of [staying, moving]) await order.showsTheSame(one);
      await order.move();
      for (const one of [staying, moving]) await order.showsTheSame(one);
      expect([staying.client.connections(), moving.client.connections()]).toEqual([1, 2]);
    },
    FAULT_MS,
  );

  test(
    'is shown as it came to be when its router stood still for 15 s while it moved twice',
    async () => {
      const [stopped, other] = [order.at(here), order.at(there)];
      for (const one of [stopped, other]) await order.showsTheSame(one);
      stoa.router.signal('SIGSTOP');
      const over = sleep(15_000);
      await order.move();
      await order.showsTheSame(other);
      // Its place among those who hear is given up by now.
      await sleep(8_000);
      await order.move();
      await order.showsTheSame(other);
      await over;
      stoa.router.signal('SIGCONT');
      await order.showsTheSame(stopped);
      await order.move();
      await order.showsTheSame(stopped);
    },
    FAULT_MS,
  );

  test(
    'is shown as it came to be when the broker was away for 20 s',
    async () => {
      const followers = [order.at(here), order.at(there)];
      for (const one of followers) await order.showsTheSame(one);
      const giveBack = await takeBrokerAway(stoa);
      try {
        const over = sleep(AWAY_MS);
        await order.move();
        await order.move();
        await over;
        // Whoever comes meanwhile is shown what is.
        await order.showsTheSame(order.at(here));
      } finally {
        await giveBack();
      }
      for (const one of followers) await order.showsTheSame(one, 60_000);
      await order.move();
      for (const one of followers) await order.showsTheSame(one, 60_000);
      for (const { client } of followers) expect(client.connections()).toBe(1);
    },
    FAULT_MS,
  );

  if (brokerOfRun() === 'kafka')
    test(
      "is shown as it came to be when the routers' groups were shared by strangers and left again",
      async () => {
        const followers = [order.at(here), order.at(there)];
        for (const one of followers) await order.showsTheSame(one);
        const leave = await crowdTails();
        await order.move();
        await order.move();
        await leave();
        for (const one of followers) await order.showsTheSame(one);
        await order.move();
        for (const one of followers) await order.showsTheSame(one);
      },
      FAULT_MS,
    );

  test(
    'lacks what a subgraph that is down would show, with a coded error, and is whole again by itself',
    async () => {
      const { followed } = order.at(here);
      await followed.shows('it whole', isPaid);
      await stoa.member('payments').end('SIGKILL');
      try {
        await order.move();
        await followed.shows('it packed, without its payment', isPackedWithoutPayment);
      } finally {
        await stoa.member('payments').start();
      }
      const { version } = followed.states().at(-1) as { version: number };
      await followed.shows(
        'it whole again without another event',
        (state) => state.version === version && isPaid(state),
        40_000,
      );
      await order.move();
      await followed.shows('it shipped, and whole', (state) => state.version > version && isPaid(state));
      expect(followed.answers.at(-1)?.errors).toBeUndefined();
    },
    FAULT_MS,
  );

  test(
    'is shown on when another supergraph is served',
    async () => {
      const following = order.at(here);
      const ofApollo = overMultipart({ urls: [here], headers: order.buyer.headers });
      const parts = ofApollo.follow(TRACK_ORDER, { id: order.orderId });
      const all = [following, order.streamedAt(here), { followed: parts }];
      for (const one of all) await order.showsTheSame(one);
      appendFileSync(stoa.supergraphFile, '\n# served from now on\n');
      stoa.router.signal('SIGHUP');
      await until('it to be served', () => Promise.resolve(stoa.output().includes('another supergraph is served')));
      await order.move();
      for (const one of all) await order.showsTheSame(one);
      expect([following.client.connections(), following.client.closings]).toEqual([1, []]);
      ofApollo.close();
    },
    FAULT_MS,
  );

  test(
    'is followed elsewhere when its router ends in order',
    async () => {
      const [moving, streamed] = [order.at(here, there), order.streamedAt(here, there)];
      for (const one of [moving, streamed]) await order.showsTheSame(one);
      const ofApollo = overMultipart({ urls: [here], headers: order.buyer.headers });
      const parts = ofApollo.follow(TRACK_ORDER, { id: order.orderId });
      await order.showsTheSame({ followed: parts });
      expect(await stoa.router.end('SIGTERM')).toBe(0);
      expect(moving.client.closings).toEqual([1001]);
      expect(await parts.ends()).toEqual(['SERVER_SHUTTING_DOWN']);
      await order.move();
      for (const one of [moving, streamed]) await order.showsTheSame(one);
      await stoa.router.start();
      ofApollo.close();
    },
    FAULT_MS,
  );
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as TrackOrder has it
const isPaid = ({ payment }: any) => payment?.status === 'PAID';
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as TrackOrder has it
const isPackedWithoutPayment = ({ shipments, payment }: any, { errors: [error] = [] }: LiveAnswer) =>
  shipments.length === 1 &&
  payment === null &&
  error?.extensions?.code === 'TEMPORARILY_UNAVAILABLE' &&
  error.path?.join('.') === 'orderUpdated';
