import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { systemClock } from '@stoa/kernel';
import { createMemoryBroker } from '@stoa/messaging';
import { createLog, createPool, migrate, startEmbeddedPostgres } from '@stoa/platform';
import type { OpenSubgraph, Subgraph } from '@stoa/subgraph-kit';
import { environmentOf } from './environment.ts';
import { ROOT, stateDirectory } from './paths.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/** One domain of this clone's data, opened for an operator's command. */
export interface OperatedSubgraph {
  readonly pool: ReturnType<typeof createPool>;
  readonly open: () => OpenSubgraph;
}

/** Lends the domains to `work` one at a time; each is given back when its work is done. */
export type Operate = <Value>(
  subgraph: Subgraph,
  work: (operated: OperatedSubgraph) => Promise<Value>,
) => Promise<Value>;

/**
 * Runs an operator's command on this clone's data, beside a running Stoa, whose server it then joins, and without one. What a
 * command announces waits in the outbox for the relay; nothing is asked of the graph.
 */
export const besideStoa = async (broker: string, command: (operate: Operate) => Promise<void>): Promise<void> => {
  const directory = stateDirectory(broker === 'kafka' ? 'kafka' : 'postgres');
  const isProduction = process.env['NODE_ENV'] === 'production';
  const environment = { PUBLIC_URL: 'http://localhost:4000', ...environmentOf(directory, { isProduction }) };
  const postgres = await startEmbeddedPostgres({
    dir: path.join(directory, 'postgres'),
    databases: SUBGRAPHS.map(({ name }) => name),
    durability: 'full',
    log: () => undefined,
  });
  try {
    await command(async (subgraph, work) => {
      const { name } = subgraph;
      const connectionString = postgres.url(name);
      await migrate({ connectionString, dir: path.join(ROOT, 'prisma', name, 'migrations') });
      const pool = createPool({ connectionString, max: 3, name: `stoa-operator-${name}` });
      const open = () =>
        subgraph.open({
          pool,
          broker: createMemoryBroker(),
          clock: systemClock,
          graph: () => Promise.reject(new Error('an operator’s command asks nothing of the graph')),
          environment,
          owner: randomUUID(),
          log: createLog({ level: 'silent' }),
        });
      try {
        return await work({ pool, open });
      } finally {
        await pool.end();
      }
    });
  } finally {
    await postgres.stop();
  }
};
