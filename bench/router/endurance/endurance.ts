import { groundOf, type Shared } from '../fixture-run.ts';
import { storefront } from '../fixtures/storefront.ts';
import { SMALL } from '../workloads/workloads.ts';
import { bodyOf } from '../workloads/workload.ts';
import { measureDistinctOperations, type DistinctFound } from './distinct-operations.ts';
import { measureSwaps, type SwapsFound } from './swaps.ts';

/** What our router alone has to stand. */
export interface Endurance {
  readonly swaps?: SwapsFound;
  readonly distinct?: DistinctFound;
}

interface Order extends Shared {
  /** How many; 0 leaves it out. */
  readonly swaps: number;
  readonly distinct: number;
  readonly tokens: readonly string[];
  readonly say: (what: string) => void;
}

/** Many supergraphs after one another, and many operations, on the storefront. */
export const runEndurance = async ({ swaps, distinct, tokens, say, ...shared }: Order): Promise<Endurance> => {
  const fixture = storefront();
  const ground = groundOf(fixture, shared);
  const body = bodyOf(SMALL, { handle: fixture.market.handles[0] });
  const order = { body, token: tokens[0] ?? '', say };
  return {
    ...(distinct > 0 && { distinct: await measureDistinctOperations(ground, { ...order, count: distinct }) }),
    ...(swaps > 0 && { swaps: await measureSwaps(ground, { ...order, count: swaps }) }),
  };
};
