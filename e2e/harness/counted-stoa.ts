import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { destroyEmbeddedPostgres } from '@stoa/platform';

import { startStoa, type Stoa } from '../../apps/embedded/src/start-stoa.ts';
import type { Platform } from './market.ts';

/** What one operation cost. */
export interface Cost {
  /** SQL statements in the order they were sent: `<domain>: <text>`. */
  readonly statements: readonly string[];
  /** Calls to subgraphs, in the order they left. */
  readonly fetches: readonly string[];
  /** Domains that were called again while a call to them was under way: two calls that could have been one. */
  readonly twiceAtOnce: readonly string[];
}

/** A Stoa in this process, whose statements and calls are counted. */
export interface CountedStoa extends Platform {
  readonly stoa: Stoa;
  /** From here on nothing happens but what is asked: no relay, no listener, no job. */
  quiet(): Promise<void>;
  costOf(work: () => Promise<unknown>): Promise<Cost>;
  destroy(): Promise<void>;
}

export const countedStoa = async (): Promise<CountedStoa> => {
  const stateDirectory = mkdtempSync(path.join(tmpdir(), 'stoa-e2e-'));
  const statements: string[] = [];
  const fetches: string[] = [];
  const stoa = await startStoa({
    stateDirectory,
    port: await freePort(),
    broker: 'postgres',
    durability: 'none',
    progress: { step: () => undefined, done: () => undefined },
    onStatement: (domain, sqlText) => statements.push(`${domain}: ${sqlText}`),
    onFetch: ({ subgraph }) => fetches.push(subgraph),
  });
  const { begin, twiceAtOnce } = watchCalls(stoa);

  return {
    stoa,
    url: `http://127.0.0.1:${stoa.port}`,
    createAdmin: async (email, password) => {
      await stoa.subgraphs['users']?.perform('createAdmin', { email, password });
    },
    quiet: async () => {
      for (const subgraph of Object.values(stoa.subgraphs)) await subgraph.close();
    },
    costOf: async (work) => {
      begin();
      statements.length = 0;
      fetches.length = 0;
      await work();
      return { statements: [...statements], fetches: [...fetches], twiceAtOnce: twiceAtOnce() };
    },
    destroy: async () => {
      await stoa.close();
      await destroyEmbeddedPostgres(path.join(stateDirectory, 'postgres'));
      rmSync(stateDirectory, { recursive: true, force: true });
    },
  };
};

function watchCalls({ subgraphs }: Stoa) {
  const under = new Map<string, number>();
  const twice = new Set<string>();
  for (const [name, subgraph] of Object.entries(subgraphs)) {
    const { handle } = subgraph;
    Object.assign(subgraph, {
      handle: async (request: Parameters<typeof handle>[0]) => {
        const now = (under.get(name) ?? 0) + 1;
        under.set(name, now);
        if (now > 1) twice.add(name);
        return handle(request).finally(() => under.set(name, (under.get(name) ?? 1) - 1));
      },
    });
  }
  return { begin: () => twice.clear(), twiceAtOnce: () => [...twice] };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
