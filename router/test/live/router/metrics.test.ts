import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MULTIPART, SSE } from '../http/a-stream-server.ts';
import { aClient, aReadyClient, until } from '../websocket/a-client.ts';
import { aLiveRouter, aToken, forgedToken, type ALiveRouter } from './a-live-router.ts';
import { signedIn, streamOf } from './requests.ts';
import { untilCounts } from './until-counts.ts';

const ORDER = { query: 'subscription { orderUpdated(id: "ord_1") { status } }' };
const UNKNOWN = { query: 'subscription { orderUpdated(id: "none") { status } }' };

let router: ALiveRouter;
beforeEach(async () => void (router = await aLiveRouter({ origins: ['https://shop.example'] })));
afterEach(() => router.close());

test('everything that comes and goes is counted', async () => {
  const clients = [await aReadyClient(router.socketUrl, signedIn()), await aReadyClient(router.socketUrl, signedIn())];
  for (const client of clients) for (const id of ['1', '2']) client.subscribe(id, ORDER);
  const streams = await Promise.all([SSE, MULTIPART].map((accept) => streamOf(router, ORDER, { accept })));
  await untilCounts(router, [6, 1, 2, 2]);

  await (await streamOf(router, UNKNOWN)).over();
  await (await streamOf(router, UNKNOWN, { accept: MULTIPART })).over();
  await (await streamOf(router, ORDER, { headers: { authorization: `Bearer ${forgedToken()}` } })).over();
  await aClient(router.socketUrl, 'graphql-transport-ws', { origin: 'https://evil.example' }).catch(() => undefined);
  const short = await aReadyClient(router.socketUrl, {
    authorization: `Bearer ${aToken({ exp: Math.floor(router.now() / 1_000) + 30 })}`,
  });
  router.pass(31_000);
  await short.closed;
  clients[0]!.send('no message');
  await clients[0]!.closed;
  clients[1]!.socket.terminate();
  for (const stream of streams) stream.leave();
  await untilCounts(router, [0, 0, 0, 0]);

  const value = await router.metrics();
  expect({
    sockets: value('stoa_router_live_opened_total{transport="websocket"}'),
    sse: value('stoa_router_live_opened_total{transport="sse"}'),
    multipart: value('stoa_router_live_opened_total{transport="multipart"}'),
    expired: value('stoa_router_sockets_closed_total{code="4403"}'),
    malformed: value('stoa_router_sockets_closed_total{code="4400"}'),
    cut: value('stoa_router_sockets_closed_total{code="1006"}'),
    foreign: value('stoa_router_upgrades_refused_total{status="403"}'),
    left: value('stoa_router_streams_ended_total{ending="left"}'),
    completed: value('stoa_router_streams_ended_total{ending="completed"}'),
    refused: value('stoa_router_streams_ended_total{ending="refused"}'),
    unauthenticated: value('stoa_router_streams_refused_total{code="UNAUTHENTICATED"}'),
    notFound: value('stoa_router_streams_refused_total{code="NOT_FOUND"}'),
  }).toEqual({
    sockets: 3,
    sse: 2,
    multipart: 2,
    expired: 1,
    malformed: 1,
    cut: 1,
    foreign: 1,
    left: 2,
    completed: 1,
    refused: 1,
    unauthenticated: 1,
    notFound: 1,
  });
  await until(() => clients.every(({ socket }) => socket.readyState === socket.CLOSED));
});
