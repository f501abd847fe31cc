import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { MULTIPART, SSE } from '../http/a-stream-server.ts';
import { aReadyClient, until } from '../websocket/a-client.ts';
import { aLiveRouter } from './a-live-router.ts';
import { TRANSPORTS } from './followers.ts';
import { signedIn, streamOf } from './requests.ts';
import { untilCounts } from './until-counts.ts';

const ORDER = { query: 'subscription { orderUpdated(id: "ord_1") { id status } }' };

test('while clients come and go, subgraphs are slow and supergraphs are exchanged, nobody who stays misses the last state', async () => {
  const router = await aLiveRouter();
  router.before(() => delay(Math.random() * 10));
  const followers = TRANSPORTS.flatMap(([, follow]) => [1, 2, 3].map(() => follow(router, { headers: signedIn() })));
  let isOver = false;
  let came = 0;
  const churn = async (n: number): Promise<void> => {
    while (!isOver) {
      came += 1;
      const stream = await streamOf(router, ORDER, { accept: n % 2 === 0 ? SSE : MULTIPART });
      const client = await aReadyClient(router.socketUrl, signedIn());
      client.subscribe('1', ORDER);
      await delay(Math.random() * 20);
      client.send({ type: 'complete', id: '1' });
      stream.leave();
      client.socket.terminate();
    }
  };
  const events = async (): Promise<void> => {
    for (let n = 0; !isOver; n += 1) {
      router.move('ord_1', `STATE_${n}`);
      await delay(5);
    }
  };
  const running = Promise.all([events(), ...Array.from({ length: 8 }, (_, n) => churn(n))]);
  for (const name of ['a', 'b', 'c', 'd']) await router.swap({ more: () => `type Query { ${name}: ID }` });
  isOver = true;
  await running;
  expect(came).toBeGreaterThan(20);

  router.move('ord_1', 'LAST');
  await until(() => followers.every((follower) => follower.status() === 'LAST'));
  for (const { told } of followers) {
    const versions = (told as { orderUpdated: { version: number } }[]).map(({ orderUpdated: { version } }) => version);
    expect(versions).toEqual([...new Set(versions)].toSorted((left, right) => left - right));
  }
  for (const { stop } of followers) stop();
  await untilCounts(router, [0, 0, 0, 0]);
  expect(router.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  await router.close();
});
