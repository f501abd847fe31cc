import { randomUUID } from 'node:crypto';
import type { Topic } from '@stoa/contracts';
import { endAllLeases, onPool, type Broker } from '@stoa/messaging';
import { createPool, type Closing } from '@stoa/platform';
import type { OpenSubgraph, SubgraphDependencies } from '@stoa/subgraph-kit';
import { SUBGRAPHS } from './subgraphs.ts';

export interface OpenSubgraphs {
  readonly subgraphs: Readonly<Record<string, OpenSubgraph>>;
  /** What each subgraph listens to, filled when it begins to. */
  readonly followedTopics: ReadonlyMap<string, readonly Topic[]>;
}

interface Ground extends Omit<SubgraphDependencies, 'pool' | 'owner'> {
  readonly databaseUrl: (domain: string) => string;
  readonly onStatement?: ((domain: string, sqlText: string) => void) | undefined;
  readonly steps: Closing;
}

/** Opens the eight domains, each on a pool of its own. The state is this process's alone, so leases left behind end at once. */
export const openSubgraphs = async ({
  databaseUrl,
  onStatement,
  steps,
  broker,
  ...dependencies
}: Ground): Promise<OpenSubgraphs> => {
  const owner = randomUUID();
  const followedTopics = new Map<string, readonly Topic[]>();
  const subgraphs: Record<string, OpenSubgraph> = {};
  for (const subgraph of SUBGRAPHS) {
    const { name } = subgraph;
    const pool = createPool({
      connectionString: databaseUrl(name),
      max: 8,
      name: `stoa-${name}`,
      statementTimeoutMs: LONGEST_STATEMENT_MS,
      ...(onStatement && { onQuery: (text: string) => onStatement(name, text) }),
    });
    steps.add(`${name} database`, () => pool.end());
    await endAllLeases(onPool(pool));
    subgraphs[name] = subgraph.open({
      ...dependencies,
      pool,
      owner,
      isOnlyWriter: true,
      broker: notingTopics(broker, followedTopics),
    });
  }
  return { subgraphs, followedTopics };
};

// No request waits so long; what takes longer is a fault, and must not hold its locks.
const LONGEST_STATEMENT_MS = 20_000;

const notingTopics = (broker: Broker, followed: Map<string, readonly Topic[]>): Broker => ({
  ...broker,
  subscribe: (subscription) => {
    followed.set(subscription.group, subscription.topics);
    return broker.subscribe(subscription);
  },
});
