// Our router and memory subgraphs in one process: `stoa-server.ts ORDERS`.
import { createLog } from '@stoa/platform';
import { createRouter, directTransport, type RouterOptions } from '@stoa/router';
import { subgraphHandler } from '../../router/subgraphs/subgraph-handler.ts';
import { liveMarket } from '../graph/live-market.ts';
import { serveLive } from './serve-live.ts';

const market = liveMarket(Number(process.argv[2]));
const log = createLog({ level: 'warn' });
const notServed = () => Promise.resolve(new Response(null, { status: 404 }));

await serveLive(market, async (events) => {
  const options: RouterOptions = {
    supergraphSdl: market.fixture.supergraphSdl((subgraph) => `http://${subgraph}/`),
    subgraphs: ({ name }) =>
      directTransport({ handle: subgraphHandler(market.fixture, name), http: notServed }, { log }),
    log,
    isProduction: true,
    ...{ events },
  };
  const { server } = await createRouter(options);
  return server;
});
