import type { Comparison, Difference } from './compare.ts';
import type { Graph } from './graph.ts';
import type { Ask } from './router.ts';

/** One operation that was asked everywhere, and what came of it. */
export interface Case extends Comparison {
  /** Seed, graph and operation. */
  readonly where: string;
  readonly graph: Graph;
  readonly ask: Ask;
  readonly planText: string;
  /** Whether stock carried out our plan. It does not where we plan other response names. */
  readonly isPlanShared: boolean;
  /** Whether a subgraph was asked for a field without what it requires. */
  readonly isUntold: boolean;
  /** Whether stock errs about this operation even where nothing fails. Known for differences alone. */
  readonly isStockWrong: boolean;
  readonly differences: readonly Difference[];
}
