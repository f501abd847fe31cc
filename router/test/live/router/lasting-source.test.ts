import { expect, test } from '@jest/globals';
import type { TailSubscription } from '@stoa/messaging';
import { lastingSource } from '../../../src/live/events/lasting-source.ts';
import { silent } from '../../a-router.ts';
import { until } from '../websocket/a-client.ts';
import { aLiveRouter } from './a-live-router.ts';
import { TRANSPORTS } from './followers.ts';
import { signedIn } from './requests.ts';

/** A broker's clients: each may die, whereupon the next one is opened; all may be away. */
const aBroker = () => {
  const clients: { tails: Set<TailSubscription>; die: () => void; isClosed: boolean }[] = [];
  let isAway = false;
  const source = lastingSource((onFatal) => {
    const client = { tails: new Set<TailSubscription>(), die: () => onFatal(new Error('dead')), isClosed: false };
    clients.push(client);
    return {
      tail: async (tail) => {
        if (isAway || client.isClosed) throw new Error('away');
        client.tails.add(tail);
        tail.onAssigned();
        return { close: async () => void client.tails.delete(tail) };
      },
      close: async () => void (client.isClosed = true),
    };
  }, silent);
  return {
    source,
    clients,
    away: (is: boolean) => void (isAway = is),
    tails: () => clients.map(({ tails, isClosed }) => (isClosed ? 0 : tails.size)),
    publish: (orderId: string) => {
      const value = JSON.stringify({ keys: { orderId, buyerId: 'usr_1', shopIds: ['shop_1'] } });
      for (const tail of clients.at(-1)!.tails)
        if (tail.topic === 'orders') tail.onMessage({ topic: 'orders', key: 'k', value, partition: 0, offset: '0' });
    },
  };
};

test("a broker's client that dies costs nobody a state, over any transport", async () => {
  const broker = aBroker();
  const router = await aLiveRouter({ events: broker.source });
  const many = { query: 'subscription { myOrdersUpdated { id } }', variables: {} };
  const followers = TRANSPORTS.map(([, follow]) => follow(router, { headers: signedIn() }));
  const list = TRANSPORTS[0]![1](router, { ...many, headers: signedIn() });
  const areAt = (status: string) => until(() => followers.every((follower) => follower.status() === status));
  await areAt('PLACED');

  // Nobody hears of this change: it is seen because who listens anew reads again.
  broker.away(true);
  broker.clients[0]!.die();
  router.change('ord_1', { status: 'SHIPPED' });
  broker.publish('ord_1');
  broker.away(false);
  await areAt('SHIPPED');
  expect(broker.tails()).toEqual([0, 3]);
  await until(() => list.told.length > 0);
  expect(list.told).toEqual([{ myOrdersUpdated: null }]);

  router.change('ord_1', { status: 'DELIVERED' });
  broker.publish('ord_1');
  await areAt('DELIVERED');
  for (const { stop } of [list, ...followers]) stop();
  await router.close();
  expect(broker.tails()).toEqual([0, 0]);
  await broker.source.close();
});
