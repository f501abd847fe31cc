import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createRouter,
  directTransport,
  persistedOperations,
  registeredOperations,
  type Router,
  type RouterOptions,
} from '@stoa/router';
import type { OpenSubgraph } from '@stoa/subgraph-kit';
import { ROOT } from './paths.ts';
import { StartError } from './start-error.ts';

/** The router over the registry's supergraph, listening on loopback. @throws StartError when the port is taken. */
export const openRouter = async (
  {
    subgraphs,
    ...options
  }: Omit<RouterOptions, 'supergraphSdl' | 'operations' | 'subgraphs'> & {
    readonly subgraphs: Readonly<Record<string, OpenSubgraph>>;
  },
  { port, explorerDirectory }: { port: number; explorerDirectory?: string | undefined },
): Promise<Router> => {
  const router = await createRouter({
    ...options,
    supergraphSdl: readFileSync(path.join(ROOT, 'schema/supergraph.graphql'), 'utf8'),
    subgraphs: ({ name }) => {
      const subgraph = subgraphs[name];
      return subgraph && directTransport(subgraph, { log: options.log });
    },
    operations: registeredOperations(path.join(ROOT, 'schema/operations/commands')),
    persistedOperations: persistedOperations(readFileSync(path.join(ROOT, 'schema/operations/manifest.json'), 'utf8')),
    persistedMode: 'prefer',
    explorerDirectory,
  });
  router.server.listen(port, '127.0.0.1');
  await once(router.server, 'listening').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(`Port ${port} is taken. Stop what uses it, or start with --port.`);
  });
  return router;
};
