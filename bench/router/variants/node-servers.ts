import { freePort } from '../../free-port.ts';
import { serverFile } from '../servers/server-file.ts';
import type { Ground, Running, Variant } from './variant.ts';

const always = () => undefined;
const onLoad: Variant['runs'] = ({ kind }) => kind === 'load';

/** Apollo's own gateway as its documentation starts it. */
export const stock: Variant = {
  name: 'stock',
  what: 'stock ApolloGateway 2.14 and Apollo Server 5',
  absence: always,
  runs: () => true,
  start: (ground) => startServer(ground, 'stock-server', [ground.plainSupergraphFile]),
};

/** One schema without federation over the same objects. */
export const monolith = (engine: 'graphql-js' | 'graphql-jit'): Variant => ({
  name: `monolith-${engine}`,
  what: `not federated: ${engine} on one schema over the same objects, behind node:http`,
  absence: always,
  runs: onLoad,
  start: (ground) => startServer(ground, 'monolith-server', [ground.fixture.name, engine]),
});

/** The floor of the one-field query. */
export const bare: Variant = {
  name: 'node-http',
  what: 'bare node:http that reads JSON and writes the answer',
  absence: always,
  runs: ({ name }) => name === 'small',
  start: (ground) => startServer(ground, 'bare-server', []),
};

async function startServer(ground: Ground, server: string, args: readonly string[]): Promise<Running> {
  const port = await freePort();
  const command = { file: process.execPath, args: [serverFile(server), String(port), ...args] };
  return { port, processes: [await ground.processes.launch(`${server}.${ground.fixture.name}.${port}`, command)] };
}
