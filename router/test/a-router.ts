import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog } from '@stoa/platform';
import { createHttpShell } from '@stoa/subgraph-kit';
import { createRouter, directTransport, httpTransport, type RouterOptions } from '../src/router.ts';
import { aGraph } from './a-graph.ts';
import type { Fixture } from './a-subgraph.ts';

export type Way = 'direct' | 'http';
export const silent = createLog({ level: 'silent' });
export const keyOf = (name: string) => `the key that ${name} shares with the router`;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- its shape is the operation's, which each test writes itself
  readonly data: any;
  readonly errors:
    readonly { message: string; path?: unknown; extensions: { code: string; requestId?: string } }[] | undefined;
}

/** A router over the three-domain graph, its subgraphs reached in one way or the other. */
export const aRouter = async (way: Way, options: Partial<RouterOptions> & { keySet?: () => object } = {}) => {
  const { keySet, ...routerOptions } = options;
  const { supergraphSdl, subgraphs } = aGraph(keySet ? { keySet } : {});
  const fetches: string[] = [];
  const open = await Promise.all(
    subgraphs.map((subgraph) => (way === 'direct' ? directly(subgraph) : overHttp(subgraph))),
  );

  const router = await createRouter({
    supergraphSdl,
    subgraphs: ({ name }) => open.find((one) => one.name === name)?.transport,
    operations: [],
    log: silent,
    isProduction: false,
    onFetch: ({ subgraph }) => fetches.push(subgraph),
    ...routerOptions,
  });
  const url = await listen(router.server);

  return {
    url,
    router,
    fetches,
    subgraph: (name: string) => subgraphs.find((subgraph) => subgraph.name === name) as Fixture,
    takeDown: (name: string) => open.find((one) => one.name === name)?.takeDown(),
    ask: (query: string, init: { headers?: Record<string, string>; variables?: object; operationName?: string } = {}) =>
      post(
        `${url}/graphql`,
        JSON.stringify({ query, variables: init.variables, operationName: init.operationName }),
        init.headers,
      ),
    close: async () => {
      await router.close({ drainMs: 0 });
      for (const { close } of open) await close();
    },
  };
};

export const post = async (url: string, body: string, headers: Record<string, string> = {}): Promise<Answer> => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    ...((await response.json()) as Pick<Answer, 'data' | 'errors'>),
  };
};

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const directly = async (subgraph: Fixture) => {
  let isDown = false;
  const handle: Fixture['handle'] = async (request) => {
    // What the kit answers when the domain's database is gone.
    if (isDown) return { errors: [{ message: 'down', extensions: { code: 'TEMPORARILY_UNAVAILABLE' } }] };
    return subgraph.handle(request);
  };
  const transport = directTransport({ handle, http: subgraph.http }, { log: silent });
  return { name: subgraph.name, transport, takeDown: async () => void (isDown = true), close: async () => {} };
};

const overHttp = async (subgraph: Fixture) => {
  const { name } = subgraph;
  const server = createHttpShell({ subgraph, routerKey: keyOf(name), log: silent });
  const transport = httpTransport({ url: await listen(server), key: keyOf(name), log: silent });
  const close = async () => {
    await transport.close();
    await stop(server);
  };
  return { name, transport, takeDown: () => stop(server), close };
};
