// Our router and its subgraphs in one process, as `npm start` has them: `stoa-direct-server.ts PORT FIXTURE CONFIGURATION`.
import { readFileSync } from 'node:fs';
import { createLog } from '@stoa/platform';
import { createRouter, directTransport, type RouterOptions } from '@stoa/router';
import { fixtureNamed } from '../fixtures/fixtures.ts';
import { subgraphHandler } from '../subgraphs/subgraph-handler.ts';

const [port, fixtureName = '', configurationFile = ''] = process.argv.slice(2);
const fixture = fixtureNamed(fixtureName);
const log = createLog({ level: 'warn' });
const notServed = () => Promise.resolve(new Response(null, { status: 404 }));

const router = await createRouter({
  ...(JSON.parse(readFileSync(configurationFile, 'utf8')) as Partial<RouterOptions>),
  supergraphSdl: fixture.supergraphSdl((subgraph) => `http://${subgraph}/`),
  subgraphs: ({ name }) => directTransport({ handle: subgraphHandler(fixture, name), http: notServed }, { log }),
  log,
  isProduction: true,
});
router.server.listen(Number(port), '127.0.0.1');
